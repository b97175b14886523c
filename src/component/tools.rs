//! The exported symbols of the typed functions. `cargo xtask wit` writes this
//! file from the catalogue.

#![allow(unsafe_code, reason = "see `typed`: the canonical ABI gives memory to read")]

use super::typed::{call, release};

#[unsafe(export_name = "volcengine:visual/text-to-image@0.1.0#high-aes-general-v30l-zt2i")]
unsafe extern "C" fn call_0(arguments: *mut u8) -> *mut u8 {
    unsafe { call(0, arguments) }
}
#[unsafe(export_name = "cabi_post_volcengine:visual/text-to-image@0.1.0#high-aes-general-v30l-zt2i")]
unsafe extern "C" fn release_0(result: *mut u8) {
    unsafe { release(result) }
}

#[unsafe(export_name = "volcengine:visual/text-to-image@0.1.0#jimeng-high-aes-general-v21-l")]
unsafe extern "C" fn call_1(arguments: *mut u8) -> *mut u8 {
    unsafe { call(1, arguments) }
}
#[unsafe(export_name = "cabi_post_volcengine:visual/text-to-image@0.1.0#jimeng-high-aes-general-v21-l")]
unsafe extern "C" fn release_1(result: *mut u8) {
    unsafe { release(result) }
}

#[unsafe(export_name = "volcengine:visual/text-to-image@0.1.0#jimeng-t2i-v30")]
unsafe extern "C" fn call_2(arguments: *mut u8) -> *mut u8 {
    unsafe { call(2, arguments) }
}
#[unsafe(export_name = "cabi_post_volcengine:visual/text-to-image@0.1.0#jimeng-t2i-v30")]
unsafe extern "C" fn release_2(result: *mut u8) {
    unsafe { release(result) }
}

#[unsafe(export_name = "volcengine:visual/text-to-image@0.1.0#jimeng-t2i-v31")]
unsafe extern "C" fn call_3(arguments: *mut u8) -> *mut u8 {
    unsafe { call(3, arguments) }
}
#[unsafe(export_name = "cabi_post_volcengine:visual/text-to-image@0.1.0#jimeng-t2i-v31")]
unsafe extern "C" fn release_3(result: *mut u8) {
    unsafe { release(result) }
}

#[unsafe(export_name = "volcengine:visual/image-edit@0.1.0#seededit-v30")]
unsafe extern "C" fn call_4(arguments: *mut u8) -> *mut u8 {
    unsafe { call(4, arguments) }
}
#[unsafe(export_name = "cabi_post_volcengine:visual/image-edit@0.1.0#seededit-v30")]
unsafe extern "C" fn release_4(result: *mut u8) {
    unsafe { release(result) }
}

#[unsafe(export_name = "volcengine:visual/image-edit@0.1.0#jimeng-i2i-v30")]
unsafe extern "C" fn call_5(arguments: *mut u8) -> *mut u8 {
    unsafe { call(5, arguments) }
}
#[unsafe(export_name = "cabi_post_volcengine:visual/image-edit@0.1.0#jimeng-i2i-v30")]
unsafe extern "C" fn release_5(result: *mut u8) {
    unsafe { release(result) }
}

#[unsafe(export_name = "volcengine:visual/image-edit@0.1.0#seed3l-single-ip")]
unsafe extern "C" fn call_6(arguments: *mut u8) -> *mut u8 {
    unsafe { call(6, arguments) }
}
#[unsafe(export_name = "cabi_post_volcengine:visual/image-edit@0.1.0#seed3l-single-ip")]
unsafe extern "C" fn release_6(result: *mut u8) {
    unsafe { release(result) }
}

#[unsafe(export_name = "volcengine:visual/portrait@0.1.0#i2i-portrait-photo")]
unsafe extern "C" fn call_7(arguments: *mut u8) -> *mut u8 {
    unsafe { call(7, arguments) }
}
#[unsafe(export_name = "cabi_post_volcengine:visual/portrait@0.1.0#i2i-portrait-photo")]
unsafe extern "C" fn release_7(result: *mut u8) {
    unsafe { release(result) }
}

#[unsafe(export_name = "volcengine:visual/video@0.1.0#jimeng-vgfm-t2v-l20")]
unsafe extern "C" fn call_8(arguments: *mut u8) -> *mut u8 {
    unsafe { call(8, arguments) }
}
#[unsafe(export_name = "cabi_post_volcengine:visual/video@0.1.0#jimeng-vgfm-t2v-l20")]
unsafe extern "C" fn release_8(result: *mut u8) {
    unsafe { release(result) }
}

#[unsafe(export_name = "volcengine:visual/video@0.1.0#jimeng-vgfm-i2v-l20")]
unsafe extern "C" fn call_9(arguments: *mut u8) -> *mut u8 {
    unsafe { call(9, arguments) }
}
#[unsafe(export_name = "cabi_post_volcengine:visual/video@0.1.0#jimeng-vgfm-i2v-l20")]
unsafe extern "C" fn release_9(result: *mut u8) {
    unsafe { release(result) }
}
