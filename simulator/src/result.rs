//! `data` of an answer: the waiting task, the finished one, and what is returned at once.

use crate::answers;
use crate::fields::Fields;
use crate::job::Job;
use crate::links::Media;
use crate::output::Output;
use crate::picture::Sketch;
use crate::plays;
use crate::service::Service;
use crate::tools::{Format, Outcome, Tool};
use base64::Engine;
use serde_json::{Value, json};

/// A task that is not finished.
pub(crate) fn waiting(tool: &Tool, status: &str) -> Value {
    let mut data = answers::known().waiting.clone();
    if let Outcome::Text { .. } | Outcome::Play { .. } = tool.result {
        data.insert("resp_data".to_owned(), "".into());
    }
    data.insert("status".to_owned(), status.into());
    data.into()
}

/// A finished task.
pub(crate) async fn done(service: &Service, (tool, job): (&Tool, Job), output: Output) -> Value {
    let mut data = match tool.result {
        Outcome::Text { .. } => answers::known().done_with_report.clone(),
        Outcome::Play { .. } => answers::known().done_step.clone(),
        _ => answers::known().done.clone(),
    };
    data.extend(media(service, (tool, &job), output).await);
    data.insert("status".to_owned(), "done".into());
    data.into()
}

/// The result that comes at once, with the parameters that the service repeats.
pub(crate) async fn processed(
    service: &Service,
    (tool, job): (&Tool, Job),
    output: Output,
) -> Value {
    let mut data = match &tool.result {
        Outcome::Text {
            resp_data,
            flat: true,
        } => all_filled(resp_data, (service, &job)),
        _ => media(service, (tool, &job), output).await,
    };
    for (name, value) in job.echo {
        data.entry(name).or_insert(value);
    }
    data.extend(answers::known().at_once.clone());
    for (name, value) in &answers::known().at_once_with_links {
        if let Some(member) = data.get_mut(name).filter(|member| member.is_null()) {
            *member = value.clone();
        }
    }
    data.into()
}

async fn media(service: &Service, (tool, job): (&Tool, &Job), output: Output) -> Fields {
    let mut data = all_filled(&tool.data, (service, job));
    if output.label.is_some() {
        data.insert("aigc_meta_tagged".to_owned(), true.into());
    }
    let config = &service.config;
    if let Outcome::Text { resp_data, .. } = &tool.result {
        let report: Value = all_filled(resp_data, (service, job)).into();
        data.insert("resp_data".to_owned(), report.to_string().into());
        return data;
    }
    if let Some(act) = &job.act {
        let link = |media: Media| {
            let seconds = media.own_seconds().unwrap_or(config.video_link_seconds);
            service.links.hand_out(media, &service.clock, seconds)
        };
        let report = plays::data(act, link).to_string();
        data.insert("resp_data".to_owned(), report.into());
        return data;
    }
    if !tool.report.is_empty() {
        let report: Value = all_filled(&tool.report, (service, job)).into();
        data.insert("resp_data".to_owned(), report.to_string().into());
    }
    if job.pictures.is_empty() {
        let seconds = config.video_link_seconds;
        let link = service
            .links
            .hand_out(Media::Video, &service.clock, seconds);
        data.insert("video_url".to_owned(), link.into());
        return data;
    }
    let as_link = output.return_url;
    let mut made = Vec::new();
    for sketch in &job.pictures {
        let picture = Media::Picture(sketch.clone(), output.clone());
        made.push(if as_link {
            let seconds = config.image_link_seconds;
            service.links.hand_out(picture, &service.clock, seconds)
        } else {
            let bytes = tokio::task::spawn_blocking(move || picture.bytes()).await;
            base64::engine::general_purpose::STANDARD.encode(bytes.unwrap_or_default())
        });
    }
    let (base64, urls) = if as_link {
        (Value::Null, json!(made))
    } else {
        (json!(made), Value::Null)
    };
    data.insert("binary_data_base64".to_owned(), base64);
    data.insert("image_urls".to_owned(), urls);
    data
}

/// These fields with values in place of their marks.
fn all_filled(fields: &Fields, (service, job): (&Service, &Job)) -> Fields {
    fields
        .iter()
        .map(|(name, value)| (name.clone(), filled(value, (service, job))))
        .collect()
}

/// `$video` and `$picture` become links, `$width` and `$height` the sides of the picture that is delivered, `$seconds`
/// and `$input_seconds` the lengths of the video and of those handed in.
fn filled(report: &Value, (service, job): (&Service, &Job)) -> Value {
    let drawn = job.pictures.first();
    let config = &service.config;
    let link = |media| {
        let seconds = config.video_link_seconds;
        service.links.hand_out(media, &service.clock, seconds)
    };
    match report {
        Value::String(mark) if mark == "$video" => link(Media::Video).into(),
        Value::String(mark) if mark == "$picture" => {
            let sketch = Sketch {
                scene: 0,
                backdrop: None,
                width: 512,
                height: 512,
                format: Format::Png,
                figure: true,
            };
            link(Media::Picture(sketch, Output::default())).into()
        }
        Value::String(mark) if mark == "$seconds" => job.seconds[0].into(),
        Value::String(mark) if mark == "$input_seconds" => job.seconds[1].into(),
        Value::String(mark) if mark == "$width" => drawn.map(|sketch| sketch.width).into(),
        Value::String(mark) if mark == "$height" => drawn.map(|sketch| sketch.height).into(),
        Value::Array(items) => items
            .iter()
            .map(|item| filled(item, (service, job)))
            .collect(),
        Value::Object(fields) => all_filled(fields, (service, job)).into(),
        plain => plain.clone(),
    }
}
