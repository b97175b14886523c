//! The exported symbols of the typed functions. `cargo xtask wit` writes this
//! file from the catalogue.

#![allow(unsafe_code, reason = "see `exports`: the canonical ABI gives memory to read")]

use super::exports::call;

#[unsafe(export_name = "volcengine:visual/text-to-image@0.1.0#high-aes-general-v30l-zt2i")]
unsafe extern "C" fn call_0(arguments: *mut u8) -> *mut u8 {
    unsafe { call(0, arguments) }
}

#[unsafe(export_name = "volcengine:visual/text-to-image@0.1.0#jimeng-high-aes-general-v21-l")]
unsafe extern "C" fn call_1(arguments: *mut u8) -> *mut u8 {
    unsafe { call(1, arguments) }
}

#[unsafe(export_name = "volcengine:visual/text-to-image@0.1.0#jimeng-t2i-v30")]
unsafe extern "C" fn call_2(arguments: *mut u8) -> *mut u8 {
    unsafe { call(2, arguments) }
}

#[unsafe(export_name = "volcengine:visual/text-to-image@0.1.0#jimeng-t2i-v31")]
unsafe extern "C" fn call_3(arguments: *mut u8) -> *mut u8 {
    unsafe { call(3, arguments) }
}

#[unsafe(export_name = "volcengine:visual/text-to-image@0.1.0#jimeng-t2i-v40")]
unsafe extern "C" fn call_4(arguments: *mut u8) -> *mut u8 {
    unsafe { call(4, arguments) }
}

#[unsafe(export_name = "volcengine:visual/text-to-image@0.1.0#jimeng-seedream46-cvtob")]
unsafe extern "C" fn call_5(arguments: *mut u8) -> *mut u8 {
    unsafe { call(5, arguments) }
}

#[unsafe(export_name = "volcengine:visual/text-to-image@0.1.0#high-aes-general-v20")]
unsafe extern "C" fn call_6(arguments: *mut u8) -> *mut u8 {
    unsafe { call(6, arguments) }
}

#[unsafe(export_name = "volcengine:visual/text-to-image@0.1.0#high-aes-general-v20-l")]
unsafe extern "C" fn call_7(arguments: *mut u8) -> *mut u8 {
    unsafe { call(7, arguments) }
}

#[unsafe(export_name = "volcengine:visual/text-to-image@0.1.0#high-aes-general-v21-l")]
unsafe extern "C" fn call_8(arguments: *mut u8) -> *mut u8 {
    unsafe { call(8, arguments) }
}

#[unsafe(export_name = "volcengine:visual/image-edit@0.1.0#seededit-v30")]
unsafe extern "C" fn call_19(arguments: *mut u8) -> *mut u8 {
    unsafe { call(19, arguments) }
}

#[unsafe(export_name = "volcengine:visual/image-edit@0.1.0#jimeng-i2i-v30")]
unsafe extern "C" fn call_20(arguments: *mut u8) -> *mut u8 {
    unsafe { call(20, arguments) }
}

#[unsafe(export_name = "volcengine:visual/image-edit@0.1.0#seed3l-single-ip")]
unsafe extern "C" fn call_21(arguments: *mut u8) -> *mut u8 {
    unsafe { call(21, arguments) }
}

#[unsafe(export_name = "volcengine:visual/image-edit@0.1.0#byteedit-v20")]
unsafe extern "C" fn call_22(arguments: *mut u8) -> *mut u8 {
    unsafe { call(22, arguments) }
}

#[unsafe(export_name = "volcengine:visual/image-edit@0.1.0#high-aes-ip-v20")]
unsafe extern "C" fn call_23(arguments: *mut u8) -> *mut u8 {
    unsafe { call(23, arguments) }
}

#[unsafe(export_name = "volcengine:visual/image-edit@0.1.0#high-aes-scheduler-svr-controlnet-v20")]
unsafe extern "C" fn call_24(arguments: *mut u8) -> *mut u8 {
    unsafe { call(24, arguments) }
}

#[unsafe(export_name = "volcengine:visual/image-edit@0.1.0#i2i-xl-sft")]
unsafe extern "C" fn call_25(arguments: *mut u8) -> *mut u8 {
    unsafe { call(25, arguments) }
}

#[unsafe(export_name = "volcengine:visual/image-edit@0.1.0#img2img-ai-doodle-dreamina")]
unsafe extern "C" fn call_26(arguments: *mut u8) -> *mut u8 {
    unsafe { call(26, arguments) }
}

#[unsafe(export_name = "volcengine:visual/image-edit@0.1.0#img2img-bgpaint-light")]
unsafe extern "C" fn call_27(arguments: *mut u8) -> *mut u8 {
    unsafe { call(27, arguments) }
}

#[unsafe(export_name = "volcengine:visual/portrait@0.1.0#i2i-portrait-photo")]
unsafe extern "C" fn call_28(arguments: *mut u8) -> *mut u8 {
    unsafe { call(28, arguments) }
}

#[unsafe(export_name = "volcengine:visual/portrait@0.1.0#img2img-photoverse")]
unsafe extern "C" fn call_29(arguments: *mut u8) -> *mut u8 {
    unsafe { call(29, arguments) }
}

#[unsafe(export_name = "volcengine:visual/portrait@0.1.0#img2img-xiezhen")]
unsafe extern "C" fn call_30(arguments: *mut u8) -> *mut u8 {
    unsafe { call(30, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-disney-style")]
unsafe extern "C" fn call_32(arguments: *mut u8) -> *mut u8 {
    unsafe { call(32, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-real-mix-style")]
unsafe extern "C" fn call_33(arguments: *mut u8) -> *mut u8 {
    unsafe { call(33, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-pastel-boys-style")]
unsafe extern "C" fn call_34(arguments: *mut u8) -> *mut u8 {
    unsafe { call(34, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-cartoon-style")]
unsafe extern "C" fn call_35(arguments: *mut u8) -> *mut u8 {
    unsafe { call(35, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-makoto-style")]
unsafe extern "C" fn call_36(arguments: *mut u8) -> *mut u8 {
    unsafe { call(36, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-rev-animated-style")]
unsafe extern "C" fn call_37(arguments: *mut u8) -> *mut u8 {
    unsafe { call(37, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-blueline-style")]
unsafe extern "C" fn call_38(arguments: *mut u8) -> *mut u8 {
    unsafe { call(38, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-water-ink-style")]
unsafe extern "C" fn call_39(arguments: *mut u8) -> *mut u8 {
    unsafe { call(39, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-water-paint-style")]
unsafe extern "C" fn call_40(arguments: *mut u8) -> *mut u8 {
    unsafe { call(40, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#i2i-ai-create-monet")]
unsafe extern "C" fn call_41(arguments: *mut u8) -> *mut u8 {
    unsafe { call(41, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-comic-style")]
unsafe extern "C" fn call_42(arguments: *mut u8) -> *mut u8 {
    unsafe { call(42, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-exquisite-style")]
unsafe extern "C" fn call_43(arguments: *mut u8) -> *mut u8 {
    unsafe { call(43, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-pretty-style")]
unsafe extern "C" fn call_44(arguments: *mut u8) -> *mut u8 {
    unsafe { call(44, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-ceramics-style")]
unsafe extern "C" fn call_45(arguments: *mut u8) -> *mut u8 {
    unsafe { call(45, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-chinese-style")]
unsafe extern "C" fn call_46(arguments: *mut u8) -> *mut u8 {
    unsafe { call(46, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-clay-style")]
unsafe extern "C" fn call_47(arguments: *mut u8) -> *mut u8 {
    unsafe { call(47, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-three-d-style")]
unsafe extern "C" fn call_48(arguments: *mut u8) -> *mut u8 {
    unsafe { call(48, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-anime")]
unsafe extern "C" fn call_49(arguments: *mut u8) -> *mut u8 {
    unsafe { call(49, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-style")]
unsafe extern "C" fn call_50(arguments: *mut u8) -> *mut u8 {
    unsafe { call(50, arguments) }
}

#[unsafe(export_name = "volcengine:visual/style@0.1.0#img2img-anime-accelerated-maintain-id")]
unsafe extern "C" fn call_51(arguments: *mut u8) -> *mut u8 {
    unsafe { call(51, arguments) }
}

#[unsafe(export_name = "volcengine:visual/inpaint@0.1.0#jimeng-image2image-dream-inpaint")]
unsafe extern "C" fn call_53(arguments: *mut u8) -> *mut u8 {
    unsafe { call(53, arguments) }
}

#[unsafe(export_name = "volcengine:visual/inpaint@0.1.0#i2i-inpainting")]
unsafe extern "C" fn call_54(arguments: *mut u8) -> *mut u8 {
    unsafe { call(54, arguments) }
}

#[unsafe(export_name = "volcengine:visual/inpaint@0.1.0#i2i-inpainting-edit")]
unsafe extern "C" fn call_55(arguments: *mut u8) -> *mut u8 {
    unsafe { call(55, arguments) }
}

#[unsafe(export_name = "volcengine:visual/inpaint@0.1.0#i2i-outpainting")]
unsafe extern "C" fn call_56(arguments: *mut u8) -> *mut u8 {
    unsafe { call(56, arguments) }
}

#[unsafe(export_name = "volcengine:visual/inpaint@0.1.0#jimeng-img2img-seed3-painting-edit")]
unsafe extern "C" fn call_57(arguments: *mut u8) -> *mut u8 {
    unsafe { call(57, arguments) }
}

#[unsafe(export_name = "volcengine:visual/upscale@0.1.0#jimeng-i2i-seed3-tilesr-cvtob")]
unsafe extern "C" fn call_58(arguments: *mut u8) -> *mut u8 {
    unsafe { call(58, arguments) }
}

#[unsafe(export_name = "volcengine:visual/upscale@0.1.0#lens-nnsr2-pic-common")]
unsafe extern "C" fn call_59(arguments: *mut u8) -> *mut u8 {
    unsafe { call(59, arguments) }
}

#[unsafe(export_name = "volcengine:visual/upscale@0.1.0#lens-lqir")]
unsafe extern "C" fn call_60(arguments: *mut u8) -> *mut u8 {
    unsafe { call(60, arguments) }
}

#[unsafe(export_name = "volcengine:visual/upscale@0.1.0#lens-opr")]
unsafe extern "C" fn call_61(arguments: *mut u8) -> *mut u8 {
    unsafe { call(61, arguments) }
}

#[unsafe(export_name = "volcengine:visual/upscale@0.1.0#lens-vida-nnsr")]
unsafe extern "C" fn call_62(arguments: *mut u8) -> *mut u8 {
    unsafe { call(62, arguments) }
}

#[unsafe(export_name = "volcengine:visual/upscale@0.1.0#lens-video-nnsr")]
unsafe extern "C" fn call_63(arguments: *mut u8) -> *mut u8 {
    unsafe { call(63, arguments) }
}

#[unsafe(export_name = "volcengine:visual/upscale@0.1.0#lens-vida-single-pic")]
unsafe extern "C" fn call_64(arguments: *mut u8) -> *mut u8 {
    unsafe { call(64, arguments) }
}

#[unsafe(export_name = "volcengine:visual/upscale@0.1.0#image-correction")]
unsafe extern "C" fn call_65(arguments: *mut u8) -> *mut u8 {
    unsafe { call(65, arguments) }
}

#[unsafe(export_name = "volcengine:visual/commerce@0.1.0#dressing-diffusionv2")]
unsafe extern "C" fn call_69(arguments: *mut u8) -> *mut u8 {
    unsafe { call(69, arguments) }
}

#[unsafe(export_name = "volcengine:visual/commerce@0.1.0#dressing-diffusion")]
unsafe extern "C" fn call_70(arguments: *mut u8) -> *mut u8 {
    unsafe { call(70, arguments) }
}

#[unsafe(export_name = "volcengine:visual/commerce@0.1.0#jimeng-i2i-extract-tiled-images")]
unsafe extern "C" fn call_71(arguments: *mut u8) -> *mut u8 {
    unsafe { call(71, arguments) }
}

#[unsafe(export_name = "volcengine:visual/commerce@0.1.0#i2i-material-extraction")]
unsafe extern "C" fn call_72(arguments: *mut u8) -> *mut u8 {
    unsafe { call(72, arguments) }
}

#[unsafe(export_name = "volcengine:visual/face@0.1.0#face-swap-v36")]
unsafe extern "C" fn call_75(arguments: *mut u8) -> *mut u8 {
    unsafe { call(75, arguments) }
}

#[unsafe(export_name = "volcengine:visual/face@0.1.0#faceswap-ai")]
unsafe extern "C" fn call_76(arguments: *mut u8) -> *mut u8 {
    unsafe { call(76, arguments) }
}

#[unsafe(export_name = "volcengine:visual/face@0.1.0#all-age-generation")]
unsafe extern "C" fn call_77(arguments: *mut u8) -> *mut u8 {
    unsafe { call(77, arguments) }
}

#[unsafe(export_name = "volcengine:visual/face@0.1.0#emotion-portrait")]
unsafe extern "C" fn call_78(arguments: *mut u8) -> *mut u8 {
    unsafe { call(78, arguments) }
}

#[unsafe(export_name = "volcengine:visual/face@0.1.0#hair-style")]
unsafe extern "C" fn call_79(arguments: *mut u8) -> *mut u8 {
    unsafe { call(79, arguments) }
}

#[unsafe(export_name = "volcengine:visual/face@0.1.0#entity-seg")]
unsafe extern "C" fn call_80(arguments: *mut u8) -> *mut u8 {
    unsafe { call(80, arguments) }
}

#[unsafe(export_name = "volcengine:visual/face@0.1.0#saliency-seg")]
unsafe extern "C" fn call_81(arguments: *mut u8) -> *mut u8 {
    unsafe { call(81, arguments) }
}

#[unsafe(export_name = "volcengine:visual/face@0.1.0#facefusionmovie-standard")]
unsafe extern "C" fn call_82(arguments: *mut u8) -> *mut u8 {
    unsafe { call(82, arguments) }
}

#[unsafe(export_name = "volcengine:visual/face@0.1.0#facefusionmovie-standard-v2")]
unsafe extern "C" fn call_83(arguments: *mut u8) -> *mut u8 {
    unsafe { call(83, arguments) }
}

#[unsafe(export_name = "volcengine:visual/video@0.1.0#jimeng-vgfm-t2v-l20")]
unsafe extern "C" fn call_84(arguments: *mut u8) -> *mut u8 {
    unsafe { call(84, arguments) }
}

#[unsafe(export_name = "volcengine:visual/video@0.1.0#jimeng-vgfm-i2v-l20")]
unsafe extern "C" fn call_85(arguments: *mut u8) -> *mut u8 {
    unsafe { call(85, arguments) }
}

#[unsafe(export_name = "volcengine:visual/video@0.1.0#jimeng-t2v-v30")]
unsafe extern "C" fn call_86(arguments: *mut u8) -> *mut u8 {
    unsafe { call(86, arguments) }
}

#[unsafe(export_name = "volcengine:visual/video@0.1.0#jimeng-t2v-v30-p1080")]
unsafe extern "C" fn call_87(arguments: *mut u8) -> *mut u8 {
    unsafe { call(87, arguments) }
}

#[unsafe(export_name = "volcengine:visual/video@0.1.0#jimeng-i2v-first-v30")]
unsafe extern "C" fn call_88(arguments: *mut u8) -> *mut u8 {
    unsafe { call(88, arguments) }
}

#[unsafe(export_name = "volcengine:visual/video@0.1.0#jimeng-i2v-first-v30-p1080")]
unsafe extern "C" fn call_89(arguments: *mut u8) -> *mut u8 {
    unsafe { call(89, arguments) }
}

#[unsafe(export_name = "volcengine:visual/video@0.1.0#jimeng-i2v-first-tail-v30")]
unsafe extern "C" fn call_90(arguments: *mut u8) -> *mut u8 {
    unsafe { call(90, arguments) }
}

#[unsafe(export_name = "volcengine:visual/video@0.1.0#jimeng-i2v-first-tail-v30-p1080")]
unsafe extern "C" fn call_91(arguments: *mut u8) -> *mut u8 {
    unsafe { call(91, arguments) }
}

#[unsafe(export_name = "volcengine:visual/video@0.1.0#jimeng-i2v-recamera-v30")]
unsafe extern "C" fn call_92(arguments: *mut u8) -> *mut u8 {
    unsafe { call(92, arguments) }
}

#[unsafe(export_name = "volcengine:visual/video@0.1.0#jimeng-ti2v-v30-pro")]
unsafe extern "C" fn call_93(arguments: *mut u8) -> *mut u8 {
    unsafe { call(93, arguments) }
}

#[unsafe(export_name = "volcengine:visual/video-effects@0.1.0#i2i-multi-style-zx2x")]
unsafe extern "C" fn call_104(arguments: *mut u8) -> *mut u8 {
    unsafe { call(104, arguments) }
}

#[unsafe(export_name = "volcengine:visual/video-effects@0.1.0#i2v-bytedance-effects-v1")]
unsafe extern "C" fn call_105(arguments: *mut u8) -> *mut u8 {
    unsafe { call(105, arguments) }
}

#[unsafe(export_name = "volcengine:visual/digital-human@0.1.0#jimeng-dream-actor-m1-gen-video-cv")]
unsafe extern "C" fn call_107(arguments: *mut u8) -> *mut u8 {
    unsafe { call(107, arguments) }
}

#[unsafe(export_name = "volcengine:visual/digital-human@0.1.0#jimeng-dreamactor-m20-gen-video")]
unsafe extern "C" fn call_108(arguments: *mut u8) -> *mut u8 {
    unsafe { call(108, arguments) }
}

#[unsafe(export_name = "volcengine:visual/digital-human@0.1.0#jimeng-realman-avatar-picture-create-role-omni")]
unsafe extern "C" fn call_109(arguments: *mut u8) -> *mut u8 {
    unsafe { call(109, arguments) }
}

#[unsafe(export_name = "volcengine:visual/digital-human@0.1.0#jimeng-realman-avatar-picture-omni-v2")]
unsafe extern "C" fn call_110(arguments: *mut u8) -> *mut u8 {
    unsafe { call(110, arguments) }
}

#[unsafe(export_name = "volcengine:visual/digital-human@0.1.0#jimeng-realman-avatar-picture-create-role-omni-v15")]
unsafe extern "C" fn call_111(arguments: *mut u8) -> *mut u8 {
    unsafe { call(111, arguments) }
}

#[unsafe(export_name = "volcengine:visual/digital-human@0.1.0#jimeng-realman-avatar-object-detection")]
unsafe extern "C" fn call_112(arguments: *mut u8) -> *mut u8 {
    unsafe { call(112, arguments) }
}

#[unsafe(export_name = "volcengine:visual/digital-human@0.1.0#jimeng-realman-avatar-picture-omni-v15")]
unsafe extern "C" fn call_113(arguments: *mut u8) -> *mut u8 {
    unsafe { call(113, arguments) }
}

#[unsafe(export_name = "volcengine:visual/digital-human@0.1.0#realman-avatar-picture-create-role-omni")]
unsafe extern "C" fn call_114(arguments: *mut u8) -> *mut u8 {
    unsafe { call(114, arguments) }
}

#[unsafe(export_name = "volcengine:visual/digital-human@0.1.0#realman-avatar-picture-omni-v2")]
unsafe extern "C" fn call_115(arguments: *mut u8) -> *mut u8 {
    unsafe { call(115, arguments) }
}

#[unsafe(export_name = "volcengine:visual/digital-human@0.1.0#realman-avatar-picture-create-role")]
unsafe extern "C" fn call_116(arguments: *mut u8) -> *mut u8 {
    unsafe { call(116, arguments) }
}

#[unsafe(export_name = "volcengine:visual/digital-human@0.1.0#realman-avatar-picture-create-role-loopy")]
unsafe extern "C" fn call_117(arguments: *mut u8) -> *mut u8 {
    unsafe { call(117, arguments) }
}

#[unsafe(export_name = "volcengine:visual/digital-human@0.1.0#realman-avatar-picture-create-role-loopyb")]
unsafe extern "C" fn call_118(arguments: *mut u8) -> *mut u8 {
    unsafe { call(118, arguments) }
}

#[unsafe(export_name = "volcengine:visual/digital-human@0.1.0#realman-avatar-picture-v2")]
unsafe extern "C" fn call_119(arguments: *mut u8) -> *mut u8 {
    unsafe { call(119, arguments) }
}

#[unsafe(export_name = "volcengine:visual/digital-human@0.1.0#realman-avatar-picture-loopy")]
unsafe extern "C" fn call_120(arguments: *mut u8) -> *mut u8 {
    unsafe { call(120, arguments) }
}

#[unsafe(export_name = "volcengine:visual/digital-human@0.1.0#realman-avatar-picture-loopyb")]
unsafe extern "C" fn call_121(arguments: *mut u8) -> *mut u8 {
    unsafe { call(121, arguments) }
}

#[unsafe(export_name = "volcengine:visual/digital-human@0.1.0#realman-avatar-creation-task")]
unsafe extern "C" fn call_122(arguments: *mut u8) -> *mut u8 {
    unsafe { call(122, arguments) }
}

#[unsafe(export_name = "volcengine:visual/dubbing@0.1.0#realman-change-lips")]
unsafe extern "C" fn call_125(arguments: *mut u8) -> *mut u8 {
    unsafe { call(125, arguments) }
}

#[unsafe(export_name = "volcengine:visual/dubbing@0.1.0#realman-change-lips-basic-chimera")]
unsafe extern "C" fn call_126(arguments: *mut u8) -> *mut u8 {
    unsafe { call(126, arguments) }
}

#[unsafe(export_name = "volcengine:visual/dubbing@0.1.0#video-translate-v2-cvtob")]
unsafe extern "C" fn call_127(arguments: *mut u8) -> *mut u8 {
    unsafe { call(127, arguments) }
}
