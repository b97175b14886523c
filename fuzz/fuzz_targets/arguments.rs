#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| visual_fuzz::targets::arguments::run(data));
