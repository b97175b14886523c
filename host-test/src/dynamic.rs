//! Typed functions called without generated bindings: each value is built as
//! the component's own types ask for it, and wasmtime refuses what does not fit.

use visual_catalog::{Field, Kind};
use visual_host::types::{Options, OutputOptions};
use volcengine_visual::input::arguments::{Arguments, Picture, Value, Values};
use volcengine_visual::input::json::read;
use wasmtime::component::Val;

use crate::{Case, Rig};

/// Calls the tool's own function as the case says, and gives what it returned.
pub async fn call(case: &Case, rig: &Rig) -> Result<Option<Box<Val>>, Option<Box<Val>>> {
    let tool = visual_catalog::find(&case.tool).expect("a tool");
    let arguments = read(tool, case.arguments.to_string()).expect("arguments");
    let given = [params(&arguments), options(case.options.as_ref())];
    let wait = case.options.as_ref().and_then(|options| options.wait_ms);
    let mut session = rig.host.session().await.expect("a session");
    let instance = session.instance();
    let interface = format!("volcengine:visual/{}@0.1.0", tool.family.name());
    let mut results = [Val::Bool(false)];
    session
        .call(wait, async |_, store| {
            let family = instance.get_export_index(&mut *store, None, &interface);
            let family = family.expect("the family is exported");
            let function = instance.get_export_index(&mut *store, Some(&family), tool.name);
            let function = function.expect("the function is exported");
            let function = instance
                .get_func(&mut *store, function)
                .expect("a function");
            function.call_async(store, &given, &mut results).await
        })
        .await
        .expect("the call does not trap");
    match results {
        [Val::Result(result)] => result,
        other => panic!("no result: {other:?}"),
    }
}

fn params(arguments: &Arguments) -> Val {
    let mut fields = members(arguments.tool.fields, &arguments.values);
    let extra = arguments
        .extra
        .clone()
        .map(|text| Box::new(Val::String(text)));
    fields.push(("extra".to_owned(), Val::Option(extra)));
    Val::Record(fields)
}

fn members(fields: &'static [Field], values: &Values) -> Vec<(String, Val)> {
    let member = |(field, value): (&'static Field, &Option<Value>)| {
        let value = value.as_ref().map(|value| val(field, value));
        let value = match field.required {
            true => value.expect("a required value"),
            false => Val::Option(value.map(Box::new)),
        };
        (field.name.to_owned(), value)
    };
    fields.iter().zip(values).map(member).collect()
}

fn val(field: &'static Field, value: &Value) -> Val {
    let record = |values: &Values| {
        let record = field.kind.record().expect("a record");
        Val::Record(members(record.fields, values))
    };
    match value {
        Value::Text(text) => Val::String(text.clone()),
        Value::Int(number) => match field.kind {
            kind if kind.is_unsigned() => Val::U32(u32::try_from(*number).expect("32 bits")),
            Kind::Int32(..) | Kind::OneOf(_) => Val::S32(i32::try_from(*number).expect("32 bits")),
            _ => Val::S64(*number),
        },
        Value::Float(number) => Val::Float64(*number),
        Value::Bool(flag) => Val::Bool(*flag),
        Value::Case(index) => match field.kind {
            Kind::Choice(choices) => Val::Enum(choices.cases[*index].0.to_owned()),
            other => panic!("{other:?} has no cases"),
        },
        Value::Size(width, height) => Val::Record(vec![
            (
                "width".to_owned(),
                Val::U32(u32::try_from(*width).expect("32 bits")),
            ),
            (
                "height".to_owned(),
                Val::U32(u32::try_from(*height).expect("32 bits")),
            ),
        ]),
        Value::Picture(picture) => image(picture),
        Value::Pictures(pictures) => Val::List(pictures.iter().map(image).collect()),
        Value::Texts(texts) => Val::List(texts.iter().cloned().map(Val::String).collect()),
        Value::Ints(numbers) => {
            let whole = |number: &i64| Val::S32(i32::try_from(*number).expect("32 bits"));
            Val::List(numbers.iter().map(whole).collect())
        }
        Value::Record(values) => record(values),
        Value::Records(items) => Val::List(items.iter().map(record).collect()),
    }
}

/// A file goes in as bytes here, and as base64 through `invoke`.
fn image(picture: &Picture) -> Val {
    let case = |name: &str, value| Val::Variant(name.to_owned(), Some(Box::new(value)));
    match picture {
        Picture::Url(url) => case("url", Val::String(url.clone())),
        Picture::Base64(text) => {
            use base64::Engine as _;
            let bytes = base64::engine::general_purpose::STANDARD.decode(text.as_bytes());
            let bytes = bytes.expect("base64").into_iter().map(Val::U8);
            case("bytes", Val::List(bytes.collect()))
        }
        Picture::Bytes(_) => panic!("JSON holds no bytes"),
    }
}

fn options(options: Option<&Options>) -> Val {
    let number = |number: Option<u32>| option(number, Val::U32);
    option(options, |options| {
        record([
            ("output", option(options.output.as_ref(), output)),
            ("wait-ms", number(options.wait_ms)),
            ("max-inline", number(options.max_inline)),
        ])
    })
}

fn output(output: &OutputOptions) -> Val {
    let word = |word: &str| Val::Enum(word.to_owned());
    record([
        (
            "delivery",
            option(output.delivery, |delivery| word(delivery.as_str())),
        ),
        (
            "watermark",
            option(output.watermark.as_ref(), |mark| {
                let position = option(mark.position, |position| word(position.as_str()));
                let language = option(mark.language, |language| word(language.as_str()));
                record([
                    ("text", option(mark.text.clone(), Val::String)),
                    ("position", position),
                    ("language", language),
                    ("opacity", option(mark.opacity, Val::Float64)),
                ])
            }),
        ),
        (
            "label",
            option(output.label.as_ref(), |label| {
                let text = |text: &Option<String>| option(text.clone(), Val::String);
                record([
                    ("content-producer", text(&label.content_producer)),
                    ("producer-id", Val::String(label.producer_id.clone())),
                    ("content-propagator", text(&label.content_propagator)),
                    ("propagate-id", text(&label.propagate_id)),
                ])
            }),
        ),
    ])
}

fn record<const N: usize>(fields: [(&str, Val); N]) -> Val {
    let fields = fields.map(|(name, value)| (name.to_owned(), value));
    Val::Record(fields.to_vec())
}

fn option<T>(value: Option<T>, val: impl FnOnce(T) -> Val) -> Val {
    Val::Option(value.map(|value| Box::new(val(value))))
}

/// A member of a record.
pub fn member<'a>(record: &'a Val, name: &str) -> &'a Val {
    let Val::Record(fields) = record else {
        panic!("no record: {record:?}");
    };
    let field = fields.iter().find(|(field, _)| field == name);
    &field.unwrap_or_else(|| panic!("no {name} in {record:?}")).1
}
