//! A service of fixed replies on loopback: a thread for each connection, kept
//! alive, and as little work as can be.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use anyhow::Result;

const PIECE: usize = 64 * 1024;

/// What is answered.
pub enum Reply {
    /// These bytes of an HTTP reply.
    Fixed(Vec<u8>),
    /// One HTTP reply to the submission of a task, and one to every query.
    Task(Vec<u8>, Vec<u8>),
    /// A film of so many bytes. Before its last byte the function is called.
    Film(u64, Box<dyn Fn() + Send + Sync>),
}

/// Starts a server that answers every `POST` with one reply and every `GET`
/// with another, and returns its address. It ends with the process.
pub fn start(post: Reply, get: Reply) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let endpoint = format!("http://{}", listener.local_addr()?);
    let replies = Arc::new((post, get));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let replies = replies.clone();
            // An error is a client that left.
            std::thread::spawn(move || serve(stream, &replies).ok());
        }
    });
    Ok(endpoint)
}

/// A whole reply of JSON.
pub fn json(body: &str) -> Reply {
    Reply::Fixed(http(body))
}

/// The bytes of a whole HTTP reply of JSON.
pub fn http(body: &str) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body.as_bytes()].concat()
}

fn serve(stream: TcpStream, replies: &(Reply, Reply)) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::with_capacity(PIECE, stream);
    while let Some(line) = request(&mut reader)? {
        let is_post = line.starts_with("POST");
        let reply = if is_post { &replies.0 } else { &replies.1 };
        match reply {
            Reply::Fixed(bytes) => writer.write_all(bytes)?,
            Reply::Task(_, done) if line.contains("GetResult") => writer.write_all(done)?,
            Reply::Task(submitted, _) => writer.write_all(submitted)?,
            Reply::Film(length, almost) => film(&mut writer, *length, almost)?,
        }
    }
    Ok(())
}

/// Reads a request; its first line, or nothing at the end.
fn request(reader: &mut impl BufRead) -> std::io::Result<Option<String>> {
    let mut first = String::new();
    if reader.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if line.trim_end().is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    std::io::copy(&mut reader.take(length), &mut std::io::sink())?;
    Ok(Some(first))
}

/// A film whose boxes reach to its end: a head, and a body of zeros.
fn film(writer: &mut TcpStream, length: u64, almost: &dyn Fn()) -> std::io::Result<()> {
    let head = b"\0\0\0\x10ftypisom\0\0\0\0";
    let body = length - head.len() as u64;
    write!(
        writer,
        "HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\ncontent-length: {length}\r\n\r\n"
    )?;
    writer.write_all(head)?;
    writer.write_all(&(body as u32).to_be_bytes())?;
    writer.write_all(b"mdat")?;
    let zeros = vec![0; PIECE];
    let mut left = body - 8 - 1;
    while left > 0 {
        let piece = left.min(PIECE as u64);
        writer.write_all(&zeros[..piece as usize])?;
        left -= piece;
    }
    almost();
    writer.write_all(&[0])
}
