#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    belfry_parsers::run("name_share", bytes);
});
