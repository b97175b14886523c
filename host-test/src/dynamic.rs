//! Typed functions called without generated bindings: each value is built as
//! the component's own types ask for it, and wasmtime refuses what does not fit.

use visual_catalog::{Field, Kind};
use volcengine_visual::input::arguments::{Arguments, Picture, Value, Values};
use volcengine_visual::input::json::read;
use wasmtime::component::Val;

use crate::honest::Honest;
use crate::stock::{Instance, Keys};
use crate::values::options;
use crate::{Case, Rig};

/// Calls the tool's own function as the case says, and gives what it returned.
pub async fn call(case: &Case, rig: &Rig) -> Result<Option<Box<Val>>, Option<Box<Val>>> {
    let tool = visual_catalog::find(&case.tool).expect("a tool");
    let arguments = read(tool, case.arguments.to_string()).expect("arguments");
    let given = [params(&arguments), options(case.options.as_ref())];
    let keys = Keys {
        region: Some(case.side().region().to_owned()),
        ..Keys::for_rig(rig)
    };
    let mut instance = Instance::start(Honest, keys).await.expect("an instance");
    let result = instance.call(tool.family.name(), tool.name, &given).await;
    match result.expect("the call does not trap") {
        Val::Result(result) => result,
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
