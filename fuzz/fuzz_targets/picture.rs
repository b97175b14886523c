#![no_main]

#[global_allocator]
static ALLOCATOR: visual_fuzz::memory::Counting = visual_fuzz::memory::Counting;

libfuzzer_sys::fuzz_target!(|data: &[u8]| visual_fuzz::targets::picture::run(data));
