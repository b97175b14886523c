//! JSON from outside, parsed within bounds: a few megabytes of small values
//! would otherwise take hundreds of megabytes of memory.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Error, Map, Value};

use crate::sanitize::excerpt;

/// How much memory the values of one text may take, estimated, in bytes.
const MAX_MEMORY: usize = 64 << 20;
/// One value in a list that grew to twice its size.
const VALUE: usize = 64;
/// A map: even one member takes a whole node.
const MAP: usize = 640;

const TOO_MANY: &str = "the text has too many values";
const TWICE: &str = "` is given twice";

/// Parses a text of a service or a component. Where an object has two members
/// of the same name, the last one counts.
pub fn parse(text: &str) -> Result<Value, Error> {
    read(text, false, None)
}

/// Parses a text that is sent on as it is. An object with two members of the
/// same name is an error, since the receiver may take the other one.
pub fn parse_strict(text: &str) -> Result<Value, Error> {
    read(text, true, None)
}

/// Like [`parse_strict`], with every text that is a member of this name apart,
/// not copied where the text has it as it is: what stands in the value is its
/// place in `texts`, in digits.
pub fn parse_apart<'de>(
    text: &'de str,
    name: &str,
    texts: &mut Vec<Cow<'de, str>>,
) -> Result<Value, Error> {
    read(text, true, Some(Apart { name, texts }))
}

/// Whether a reader that ignores case takes a member for the one with a name
/// in ASCII. Two other characters are the small letters of ASCII to it.
pub fn is_same_name(member: &str, ascii: &str) -> bool {
    let fold = |c: char| match c {
        '\u{212a}' => 'k',
        '\u{17f}' => 's',
        _ => c.to_ascii_lowercase(),
    };
    let member = member.trim().chars().map(fold);
    member.eq(ascii.chars().map(|c| c.to_ascii_lowercase()))
}

/// What is wrong with a text, in Chinese; the [`Error`] itself says it in English.
pub fn describe_zh(error: &Error) -> String {
    let text = error.to_string();
    let twice = text
        .split_once(TWICE)
        .and_then(|(before, _)| before.split_once('`'));
    let what = match twice {
        Some((_, name)) => format!("成员 `{name}` 重复"),
        None if text.starts_with(TOO_MANY) => "值过多".to_owned(),
        None if error.is_eof() => "内容不完整".to_owned(),
        None => "语法错误".to_owned(),
    };
    format!("{what}（第 {} 行第 {} 列）", error.line(), error.column())
}

fn read<'de>(
    text: &'de str,
    strict: bool,
    mut apart: Option<Apart<'_, 'de>>,
) -> Result<Value, Error> {
    // Some writers begin a text with a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut left = MAX_MEMORY;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let bounded = Bounded {
        left: &mut left,
        strict,
        apart: apart.as_mut(),
        is_apart: false,
    };
    let value = bounded.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Texts that are left out of a value.
struct Apart<'a, 'de> {
    name: &'a str,
    texts: &'a mut Vec<Cow<'de, str>>,
}

/// A value, as long as there is room left.
struct Bounded<'a, 'b, 'de> {
    left: &'a mut usize,
    strict: bool,
    apart: Option<&'a mut Apart<'b, 'de>>,
    /// Whether it is left out, if it is a text.
    is_apart: bool,
}

impl<'b, 'de> Bounded<'_, 'b, 'de> {
    fn member(&mut self, name: &str) -> Bounded<'_, 'b, 'de> {
        Bounded {
            left: self.left,
            strict: self.strict,
            is_apart: self.apart.as_ref().is_some_and(|apart| apart.name == name),
            apart: self.apart.as_deref_mut(),
        }
    }

    fn text(self, text: Cow<'de, str>) -> Value {
        match self.apart.filter(|_| self.is_apart) {
            None => Value::String(text.into_owned()),
            Some(apart) => {
                apart.texts.push(text);
                Value::String((apart.texts.len() - 1).to_string())
            }
        }
    }

    fn take<E: serde_core::de::Error>(&mut self, memory: usize) -> Result<(), E> {
        match self.left.checked_sub(memory) {
            Some(left) => {
                *self.left = left;
                Ok(())
            }
            None => Err(E::custom(TOO_MANY)),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Bounded<'_, '_, 'de> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(mut self, from: D) -> Result<Value, D::Error> {
        self.take(VALUE)?;
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounded<'_, '_, 'de> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(self.text(Cow::Owned(value.to_owned())))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Value, E> {
        Ok(self.text(Cow::Borrowed(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self.member(""))? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Value, A::Error> {
        self.take(MAP)?;
        let mut map = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if self.strict && map.contains_key(&name) {
                let shown = excerpt(&name, 40);
                return Err(A::Error::custom(format_args!("the member `{shown}{TWICE}")));
            }
            let value = members.next_value_seed(self.member(&name))?;
            map.insert(name, value);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_MEMORY, is_same_name, parse, parse_apart, parse_strict};
    use serde_json::{Value, json};
    use std::borrow::Cow;

    #[test]
    fn the_values_are_those_of_the_usual_reader() {
        for text in [
            r#"{"a":[1,-2,3.5,1e3,true,false,null,"x\u00e9\n",{}],"b":{"c":18446744073709551615}}"#,
            " [ ] ",
            "\"text\"",
            "-0.0",
            "1e999",
            "[1,]",
            "{} {}",
            "",
            "\"\\ud800\"",
        ] {
            let usual = serde_json::from_str::<Value>(text).map_err(|error| error.to_string());
            for parsed in [parse(text), parse_strict(text)] {
                assert_eq!(parsed.map_err(|error| error.to_string()), usual, "{text}");
            }
        }
        assert_eq!(parse("\u{feff}{}").unwrap(), json!({}));
        let deep = "[".repeat(10_000);
        assert!(parse(&deep).is_err());
    }

    #[test]
    fn members_of_one_name_are_refused_however_they_are_written() {
        for text in [
            r#"{"req_key":"a","req_key":"b"}"#,
            r#"{"req_key":"a","req\u005fkey":"b"}"#,
            r#"[{"a":{"":1,"":2}}]"#,
        ] {
            let error = parse_strict(text).unwrap_err().to_string();
            assert!(error.contains("is given twice"), "{error}");
            assert!(parse(text).is_ok());
        }
        assert_eq!(
            parse(r#"{"a":1,"a":2}"#).unwrap(),
            json!({"a": 2}),
            "the last one counts"
        );
        assert!(parse_strict(r#"{"a":1,"A":{"a":1}}"#).is_ok());
    }

    #[test]
    fn members_of_a_name_are_left_out() {
        let text =
            r#"{"a":{"file":"QUJD"},"b":[{"file":"\u0041"},{"file":1}],"file":["0"],"c":"0"}"#;
        let mut texts = Vec::new();
        let value = parse_apart(text, "file", &mut texts).unwrap();
        let expected = json!({"a":{"file":"0"},"b":[{"file":"1"},{"file":1}],"file":["0"],"c":"0"});
        assert_eq!(value, expected);
        assert_eq!(texts, ["QUJD", "A"]);
        assert!(matches!(
            texts.as_slice(),
            [Cow::Borrowed(_), Cow::Owned(_)]
        ));
        assert!(parse_apart(r#"{"file":"","file":""}"#, "file", &mut Vec::new()).is_err());
    }

    #[test]
    fn names_are_the_same_in_any_case() {
        for name in ["req_key", "Req_Key", " REQ_KEY\t", "req_\u{212a}ey"] {
            assert!(is_same_name(name, "req_key"), "{name}");
        }
        assert!(is_same_name("ver\u{17f}ion", "Version"));
        for name in ["req_keys", "req-key", "", "req_kéy"] {
            assert!(!is_same_name(name, "req_key"), "{name}");
        }
    }

    #[test]
    fn many_small_values_are_refused_and_large_ones_are_not() {
        for unit in [r#"{"":0},"#, "0,", "[],", r#""","#] {
            let many = format!("[{}0]", unit.repeat((8 << 20) / unit.len()));
            let error = parse(&many).unwrap_err().to_string();
            assert!(error.contains("too many values"), "{error}");
        }
        let large = json!(["x".repeat(MAX_MEMORY / 4), "y".repeat(MAX_MEMORY / 4)]);
        assert_eq!(parse(&large.to_string()).unwrap(), large);
        let many = format!("[{}0]", r#"{"word":"a","box":[1,2,3,4]},"#.repeat(20_000));
        assert!(parse(&many).is_ok());
    }
}
