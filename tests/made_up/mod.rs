//! Answers that the service would not give: documented ones with a few things
//! changed by chance.

/// The identifier of the request in every answer below.
pub const REQUEST: &str = "20250102110405AB12CD34EF567890AB";

/// Answers as the service documents them.
pub fn answers() -> Vec<String> {
    let business = |code: u32, data: &str| {
        format!(
            r#"{{"code":{code},"data":{data},"message":"输入 \"ok\"","request_id":"{REQUEST}","status":{code},"time_elapsed":"84.448µs"}}"#
        )
    };
    let metadata = format!(
        r#""ResponseMetadata":{{"RequestId":"{REQUEST}","Action":"CVProcess","Version":"2022-08-31","Service":"cv","Region":"cn-north-1""#
    );
    let links = r#"{"image_urls":["https://p3-aiop-sign.byteimg.com/a.png?x-expires=1"],"binary_data_base64":null,"status":"done"}"#;
    vec![
        business(10000, r#"{"task_id":"7392616336519610409"}"#),
        business(
            10000,
            r#"{"status":"in_queue","image_urls":null,"binary_data_base64":[]}"#,
        ),
        business(10000, links),
        business(
            10000,
            r#"{"status":"done","binary_data_base64":["iVBORw0KGgoAAAANSUhEUg==","\/9j\/4A=="],"resp_data":"{\"a\":[1,2]}"}"#,
        ),
        business(
            10000,
            r#"{"status":"done","video_url":"https://v3-vvecloud.yangyi08.com/a","aigc_meta_tagged":true}"#,
        ),
        business(50412, "null"),
        business(50429, "null"),
        business(50500, "null"),
        format!(
            r#"{{{metadata},"Error":{{"CodeN":100006,"Code":"InvalidTimestamp","Message":"expired"}}}}}}"#
        ),
        format!(
            r#"{{{metadata}}},"Result":{}}}"#,
            business(10000, r#"{"task_id":"9"}"#)
        ),
    ]
}

/// What is put in the place of values.
#[rustfmt::skip]
const ODD: &[&str] = &[
    "null", "true", "[]", "{}", "\"\"", "0", "-0", "1e400", "-1e400", "10000", "10000.0", "1e4",
    "\"10000\"", "18446744073709551616", "-9223372036854775809", "0.1e-400", "NaN", "Infinity", "-",
    "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\u001b[31m\"", "\"\\u202e\"",
    "\"\u{1b}[2J\"", "\"\r\n\"", "\"done\"", "\"not_found\"", "\"failed\"", "50429", "50200",
    "[\"QUJD\"]", "[\"QU!\",\"\"]", "{\"code\":10000}", "\"\\uZZZZ\"", "/**/1", "\u{feff}1",
    "[null,{}]", "\"https://\"", "\"a\\", "{\"task_id\":\"1\"}", "{\"status\":\"done\"}",
];

/// Members that come twice.
#[rustfmt::skip]
const TWICE: &[&str] = &[
    r#""code":10000,"#, r#""code":50500,"#, r#""code":null,"#, r#""data":{},"#, r#""data":null,"#,
    r#""request_id":7,"#, r#""ResponseMetadata":{},"#, r#""Result":{},"#, r#""status":"done","#,
    r#""binary_data_base64":["QUJD"],"#, r#""task_id":"1","task_id":2,"#,
];

/// A generator of numbers: the same ones every time.
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below this one; 0 where there is none.
    pub fn below(&mut self, max: usize) -> usize {
        (self.next() % max.max(1) as u64) as usize
    }

    /// One of these.
    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// A part of something so long.
    fn span(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..start + self.below((length - start).min(40) + 1)
    }

    /// An answer with a few things changed.
    pub fn answer(&mut self, answers: &[String]) -> Vec<u8> {
        let mut body = answers[self.below(answers.len())].clone().into_bytes();
        for _ in 0..=self.below(3) {
            self.change(&mut body, answers);
        }
        body
    }

    fn change(&mut self, body: &mut Vec<u8>, answers: &[String]) {
        let span = self.span(body.len());
        match self.below(100) {
            0..20 => body.truncate(span.start),
            20..30 => drop(body.drain(span)),
            30..40 => body.insert(span.start, self.next() as u8),
            40..50 if !body.is_empty() => {
                let at = self.below(body.len());
                body[at] ^= 1 << self.below(8);
            }
            50..55 => {
                let part = body[span.clone()].to_vec();
                drop(body.splice(span.start..span.start, part));
            }
            55..60 => {
                let other = answers[self.below(answers.len())].as_bytes();
                let part = other[self.span(other.len())].to_vec();
                drop(body.splice(span, part));
            }
            60..75 => {
                let member = self.one_of(TWICE);
                let opens: Vec<usize> = places(body, b"{").collect();
                if let Some(at) = opens.get(self.below(opens.len())) {
                    drop(body.splice(at + 1..at + 1, member.bytes()));
                }
            }
            _ => {
                let odd = match self.below(400) {
                    0 => deep(self.one_of(&["[", "{\"data\":", "{\"binary_data_base64\":["])),
                    _ => self.one_of(ODD).to_owned(),
                };
                let colons: Vec<usize> = places(body, b":").collect();
                if let Some(at) = colons.get(self.below(colons.len())) {
                    let end = body[at + 1..].iter().position(|byte| b",}]".contains(byte));
                    let end = end.map_or(body.len(), |length| at + 1 + length);
                    drop(body.splice(at + 1..end, odd.bytes()));
                }
            }
        }
    }
}

fn places(body: &[u8], wanted: &'static [u8]) -> impl Iterator<Item = usize> {
    let found = body.iter().enumerate();
    found
        .filter(move |(_, byte)| wanted.contains(byte))
        .map(|(at, _)| at)
}

fn deep(open: &str) -> String {
    let close: String = open
        .chars()
        .rev()
        .filter_map(|c| match c {
            '[' => Some(']'),
            '{' => Some('}'),
            _ => None,
        })
        .collect();
    format!("{}1{}", open.repeat(10_000), close.repeat(10_000))
}
