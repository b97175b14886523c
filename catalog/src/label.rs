//! Short labels of fields, for forms, help texts and the `title` of a schema.
//! Fields of one name have one label, whatever tool they belong to.

use crate::field::Field;

impl Field {
    /// The label in English and Chinese. The English one is made from the name
    /// where that is enough.
    pub fn label(&self) -> [String; 2] {
        let (en, zh) = find(self.name).unwrap_or_default();
        let en = match en {
            "" => title_case(self.name),
            en => en.to_string(),
        };
        let zh = match zh {
            "" => en.clone(),
            zh => zh.to_string(),
        };
        [en, zh]
    }
}

/// `negative-prompt` as `Negative prompt`.
fn title_case(name: &str) -> String {
    let mut label = String::with_capacity(name.len());
    for (index, word) in name.split('-').enumerate() {
        if index > 0 {
            label.push(' ');
        }
        match word {
            "url" | "id" | "hdr" | "jpg" => label.push_str(&word.to_ascii_uppercase()),
            _ if index > 0 => label.push_str(word),
            _ => {
                let mut letters = word.chars();
                label.extend(letters.next().map(|first| first.to_ascii_uppercase()));
                label.push_str(letters.as_str());
            }
        }
    }
    label
}

/// Name, English label (empty: made from the name), Chinese label. One text: a table of slices
/// would take 24 bytes more a row in the component.
const LABELS: &str = "\
align-audio|Match audio length|对齐音频时长
align-audio-reverse|Reverse to match audio|倒放补齐
analysis-state||解析状态
area|Area in pixels|图片面积
aspect-ratio||宽高比
assets-id||资产 ID
audio-url||音频地址
auto-composition-switch|Automatic composition|自动构图
auto-offset-x|Automatic offset X|自动构图横向偏移
auto-offset-y|Automatic offset Y|自动构图纵向偏移
auto-scale|Automatic scale|自动构图缩放
beautify-info|Beautification|美颜参数
binary-data-index|Image index|图片序号
blend||融合强度
bottom||下侧
brightness||亮度
callback-url||回调地址
camera-strength||运镜强度
canvas-height||画布高度
canvas-width||画布宽度
cfg|CFG|CFG
cfg-rescale|CFG rescale|CFG 重缩放
charge-count|Billed units|计费数量
code||返回码
contrast||对比度
controlnet-args|ControlNet|ControlNet 参数
controlnet-conditioning-scale|ControlNet strength|ControlNet 强度
crop-prodcut-switch|Crop to product|裁剪到商品
custom-prompt||自定义提示词
cut-result-first-second-switch|Cut first second|裁去首秒
data||数据
ddim-steps|DDIM steps|DDIM 步数
dermabrasion|Skin smoothing|磨皮
desc-pushback|Return description|返回描述
description||描述
dilate-size|Mask dilation|蒙版膨胀
do-risk|Content check|内容审核
do-sr|Super-resolution|超分
duration||时长
duration-ms|Duration in milliseconds|时长（毫秒）
edit-prompt|Edit instruction|编辑指令
embed-text|Text|叠加文字
enable-face-beautify|Beautify faces|人脸美化
enable-hdr|HDR|HDR 增强
enable-watermark|Watermark|水印
enable-wb|White balance|白平衡
episode-id||剧集 ID
episode-ids|Episode IDs|剧集 ID 列表
episode-titles||剧集标题
etta-args|Portrait arguments|人像参数
face||人脸
face-image||人脸图片
face-position||人脸位置
face-switch|Keep face|保持人脸
face-type||人脸类型
face-v2-switch|Keep face, version 2|保持人脸（第二版）
faces||人脸图片
facestyle-switch|Keep face style|保持人脸风格
file-name||文件名
file-size||文件大小
file-type||文件类型
file-url||文件地址
final-stitch-switch|Final stitching|结果拼接
first-frame||首帧
fixed-negative-prompt||固定负向提示词
fixed-positive-prompt||固定正向提示词
force-single|Single image|强制单图
frames||帧数
garment||服装
gen-mode|Generation mode|生成模式
gpen|Face restoration|人脸修复
hair-type||发型
has-black-edge|Black edges|黑边
hdr-strength||HDR 强度
height||高度
hyper-switch|Hyper mode|加速模式
id||ID
id-weight|Identity weight|人物保持权重
if-color|Colour|颜色处理
image||图片
image-count||图片数量
image-edit-prompt|Edit instruction|编辑指令
image-input|Image|输入图片
image-input-url|Image URL|输入图片地址
image-input1|Second image|第二张图片
image-url||图片地址
images||图片
img-height|Image height|图片高度
img-url|Image URL|图片地址
img-url-list|Image URLs|图片地址
img-width|Image width|图片宽度
inference-config|Inference|推理参数
input-video-duration-sum|Duration of the given videos|输入视频总时长
interaction-optimise|Live optimisation|直播优化
is-night|Night scene|夜景
is-only-sr|Super-resolution only|只做超分
is-pure-background|Plain background|纯色背景
jpg-quality|JPEG quality|JPEG 质量
keep-foot|Keep feet|保持足部
keep-hand|Keep hands|保持手部
keep-head||保持头部
keep-lower|Keep lower body|保持下装
keep-upper|Keep upper body|保持上装
language||语言
last-frame||尾帧
left||左侧
light-image-input|Light image|光照图
light-position||光源位置
location|Face number|人脸序号
long-side||长边
longer-side|Long side|长边
lora-weight|LoRA weight|LoRA 权重
manual-composition-switch|Manual composition|手动构图
mask||蒙版
mask-image-input|Mask image|蒙版图片
mask-image-switch|Use mask|采用蒙版
mask-invert-switch|Invert mask|反转蒙版
mask-url|Mask URLs|蒙版地址
max-entity|Maximum subjects|最多主体数
max-height|Maximum height|最大高度
max-process-side-length|Maximum side|最大边长
max-ratio|Maximum ratio|最大宽高比
max-width|Maximum width|最大宽度
merge-infos|Faces to swap|换脸配置
min-ratio|Minimum ratio|最小宽高比
model||模特
model-img-url-list|Image of a model|模特图片地址
model-quality||模型质量
model-version||模型版本
msg|Message|消息
negative-prompt||负向提示词
num-steps|Steps|步数
offset-x|Offset X|横向偏移
offset-y|Offset Y|纵向偏移
only-mask|Result form|返回内容
open-scenedet|Scene detection|场景检测
output-resolution||输出分辨率
over-exposure|Overexposure|过曝
p-bbox-expand-ratio|Box expansion|检测框扩展比例
p-bbox-iou-ratio|Box overlap|检测框重叠比例
pe-fast-mode|Fast prompt expansion|快速扩写
positive-prompt||正向提示词
preset-light-switch|Preset light|预设光源
product-alpha-switch|Use transparency|采用透明通道
product-edge-weight||商品边缘权重
product-image-input|Product image|商品图片
product-img-url-list|Image of the product|商品图片地址
product-name||商品名称
product-safe-switch|Safe mode|商品安全模式
product-weight||商品权重
prompt||提示词
protect-mask-url|Protected area URL|保护区域蒙版地址
pure-audio-url|Voice URL|人声音频地址
quality||质量
ratio||画幅
ref-end-at|Reference end|参考结束点
ref-id-weight|Reference identity weight|参考人物权重
ref-image-input|Reference image|参考图
ref-img-switch|Use reference|是否参考图片
ref-img-url|Reference URL|参考图地址
ref-ip-weight|Reference weight|参考权重
ref-switch|Use reference|采用参考图
ref-weight|Reference weight|参考权重
refine-mask|Mask refinement|蒙版优化
req-image-store-type|Image input form|图片传入方式
req-schedule-conf|Prompt handling|提示词处理方式
resolution||分辨率
resolution-boundary|Resolution limit|分辨率上限
resource-id||形象 ID
result-format||输出格式
return-format||返回格式
rgb|RGB colour|RGB 颜色
right||右侧
role-type||形象类型
run-id||运行 ID
scale||强度
scene-prompt||场景提示词
score-aesthetics-v2|Aesthetics|美学评分
score-detail|Detail|细节评分
score-face|Faces|人脸评分
score-luma|Luma|亮度评分
score-total|Total|总分
seed||随机种子
seg-prompt|Cut-out subject|抠图主体
separate-vocal|Separate voice|人声分离
sharpening||锐化
shot-id||分镜 ID
shots||分镜
size||尺寸
skin|Skin smoothing|磨皮
skin-unifi|Even skin tone|匀肤
source-similarity|Similarity to source|与原图相似度
sr-scale|Super-resolution scale|超分文本权重
sr-seed|Super-resolution seed|超分种子
sr-steps|Super-resolution steps|超分步数
sr-strength|Super-resolution strength|超分强度
src-language|Source language|源语言
state||状态码
status||状态
step|Steps|步数
steps||步数
sticker-bright-upload|Sticker for bright areas|亮部贴纸
sticker-dark-upload|Sticker for dark areas|暗部贴纸
sticker-offset-x|Sticker offset X|贴纸横向偏移
sticker-offset-y|Sticker offset Y|贴纸纵向偏移
sticker-origintype|Sticker origin|贴纸原点
sticker-scale||贴纸缩放
sticker-start-x|Sticker start X|贴纸起点横坐标
sticker-start-y|Sticker start Y|贴纸起点纵坐标
sticker-switch|Sticker|贴纸
storyboard-asset-id||分镜资产 ID
strength||强度
style||风格
style-image||风格图
style-reference-args|Style reference|风格参考
style-switch|Use style|采用风格
style-term||风格词
style-weight||风格权重
sub-req-key|Effect|效果
target-age||目标年龄
target-emotion||目标表情
target-language||目标语言
templ-start-seconds|Template start|模板起始秒
templ-start-strategy|Template start strategy|模板起始策略
template||模板
template-id||模板 ID
template-location|Template face number|模板人脸序号
text||文本
text-alignment||文字对齐
text-color|Text colour|文字颜色
text-font||字体
text-line-height|Line height|行高
text-max-size|Maximum text size|最大字号
text-start-x|Text start X|文字起点横坐标
text-start-y|Text start Y|文字起点纵坐标
text-switch|Text|文字
textbox-height|Text box height|文本框高度
textbox-width|Text box width|文本框宽度
thread-id||会话 ID
tight-mask|Mask fit|贴合程度
top||上侧
tou-repair|Head repair|头部修复
type||类型
upload-light-switch|Light image|采用光照图
url||地址
usable||是否可用
use-pre-llm|Expand prompt|扩写提示词
use-predict-tags|Use predicted tags|采用预测标签
use-rephraser|Rephrase prompt|改写提示词
use-sr|Super-resolution|超分
user-prompt|Prompt|提示词
vid|Video ID|视频 ID
vida-enable-module|Scores|评分模块
vida-mode|Scoring mode|评分模式
video-input|Video|输入视频
video-ratio||画幅
video-url||视频地址
video-url-list|Video URLs|视频地址
visual-style||视觉风格
whitening|Skin whitening|美白
width||宽度
";

/// The labels of a name.
fn find(name: &str) -> Option<(&'static str, &'static str)> {
    let labels = |line: &'static str| line.strip_prefix(name)?.strip_prefix('|')?.split_once('|');
    LABELS.lines().find_map(labels)
}

#[cfg(test)]
mod tests {
    use super::{LABELS, find, title_case};
    use crate::field::Field;
    use crate::tool::Product;
    use crate::tools::tools;

    fn names(fields: &'static [Field], all: &mut Vec<&'static str>) {
        for field in fields {
            all.push(field.name);
            if let Some(record) = field.kind.record() {
                names(record.fields, all);
            }
        }
    }

    #[test]
    fn every_field_has_a_label_and_every_label_a_field() {
        let mut used = Vec::new();
        for tool in tools() {
            names(tool.fields, &mut used);
            if let Product::Report(report) = tool.product {
                names(report.fields, &mut used);
            }
        }
        for name in &used {
            assert!(find(name).is_some(), "{name}");
        }
        let mut known = Vec::new();
        for line in LABELS.lines() {
            let parts: Vec<_> = line.split('|').collect();
            let [name, en, zh] = parts[..] else {
                panic!("{line}");
            };
            assert!(used.contains(&name), "{name} is no field");
            assert!(!known.contains(&name), "{name} has two rows");
            assert!(!zh.is_empty() && en != title_case(name), "{name}");
            known.push(name);
        }
    }

    #[test]
    fn names_read_as_labels() {
        assert_eq!(title_case("negative-prompt"), "Negative prompt");
        assert_eq!(title_case("mask-url"), "Mask URL");
    }
}
