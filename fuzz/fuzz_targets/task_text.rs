#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| visual_fuzz::targets::task_text::run(data));
