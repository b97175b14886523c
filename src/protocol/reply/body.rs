//! The body of an answer as it arrives: unpacked, where it came packed by gzip,
//! and read.

use super::reader::{File, ReplyReader, Stopped};
use super::unpack::{MAGIC, Unpacker};

/// The most bytes that are unpacked at once.
const CHUNK: usize = 64 * 1024;

/// A body on its way.
pub struct ReplyBody {
    reader: ReplyReader,
    form: Form,
}

/// How the body is packed, as its first bytes tell: headers are wrong where
/// something on the way unpacks and leaves them.
enum Form {
    Unclear(Vec<u8>),
    Plain,
    Packed(Unpacker),
    Damaged,
}

impl ReplyBody {
    /// A body whose length was announced, or 0.
    pub fn new(announced: usize) -> ReplyBody {
        ReplyBody {
            reader: ReplyReader::new(announced),
            form: Form::Unclear(Vec::new()),
        }
    }

    /// Takes the next piece of the body.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), Stopped> {
        match &mut self.form {
            Form::Plain => return self.reader.push(piece),
            Form::Damaged => return Ok(()),
            Form::Packed(unpacker) => unpacker.push(piece),
            Form::Unclear(begun) => {
                begun.extend_from_slice(piece);
                let piece = std::mem::take(begun);
                self.form = match piece.starts_with(MAGIC) {
                    true => Form::Packed(Unpacker::default()),
                    false if MAGIC.starts_with(&piece) => Form::Unclear(piece.clone()),
                    false => Form::Plain,
                };
                return match self.form {
                    Form::Unclear(_) => Ok(()),
                    _ => self.push(&piece),
                };
            }
        }
        self.unpack()
    }

    fn unpack(&mut self) -> Result<(), Stopped> {
        while let Form::Packed(unpacker) = &mut self.form {
            match unpacker.next(CHUNK) {
                Ok(Some(bytes)) => self.reader.push(&bytes)?,
                Ok(None) => break,
                // What came so far is judged as an answer that was cut.
                Err(_) => self.form = Form::Damaged,
            }
        }
        Ok(())
    }

    /// The text without its files, and the files in their order.
    pub fn finish(mut self) -> (Vec<u8>, Vec<File>) {
        if let Form::Unclear(begun) = &self.form {
            // A single byte is within every cap.
            _ = self.reader.push(begun);
        }
        self.reader.finish()
    }
}

/// Whether a body with this `Content-Encoding` is understood.
pub fn is_understood(coding: &str) -> bool {
    let known = ["", "identity", "gzip", "x-gzip"];
    known.iter().any(|known| known.eq_ignore_ascii_case(coding))
}

#[cfg(test)]
mod tests {
    use super::ReplyBody;
    use miniz_oxide::deflate::compress_to_vec;

    const ANSWER: &str = r#"{"code":10000,"data":{"binary_data_base64":["QUJD"],"status":"done"}}"#;

    fn packed() -> Vec<u8> {
        let head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
        [&head[..], &compress_to_vec(ANSWER.as_bytes(), 6), &[0; 8]].concat()
    }

    #[test]
    fn packed_or_not_it_is_the_same_answer() {
        for body in [ANSWER.as_bytes().to_vec(), packed()] {
            for piece in [1, 2, 3, 50, body.len()] {
                let mut reader = ReplyBody::new(body.len());
                for piece in body.chunks(piece) {
                    assert_eq!(reader.push(piece), Ok(()));
                }
                let (text, files) = reader.finish();
                assert_eq!(text, ANSWER.replace("QUJD", "").into_bytes());
                assert_eq!(files, [Ok(b"ABC".to_vec())]);
            }
        }
    }

    #[test]
    fn half_a_head_is_a_text() {
        for body in [&b""[..], b"\x1f", b"\x1fx", b"7"] {
            let mut reader = ReplyBody::new(0);
            for byte in body {
                assert_eq!(reader.push(&[*byte]), Ok(()));
            }
            assert_eq!(reader.finish().0, body);
        }
    }

    #[test]
    fn a_bomb_ends_at_the_cap() {
        let head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
        let bomb = compress_to_vec(&vec![b' '; 16 << 20], 6);
        let mut reader = ReplyBody::new(0);
        assert!(reader.push(&[&head[..], &bomb].concat()).is_err());
    }
}
