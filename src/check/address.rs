//! Addresses that the service fetches, as far as they can be judged here.

use crate::fault::{Fault, excerpt};

/// A URL longer than this is no address of a picture.
const MOST_URL: usize = 8192;

/// Checks an address that the service fetches.
pub fn check_url(name: &str, url: &str) -> Result<(), Fault> {
    if url.trim().is_empty() {
        return Err(Fault::missing(name));
    }
    let shown = excerpt(url, 80);
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let Some(rest) = rest else {
        return Err(Fault::new(
            name,
            format!("must begin with http:// or https://, not `{shown}`"),
            format!("必须以 http:// 或 https:// 开头，而不是 `{shown}`"),
        ));
    };
    if url.len() > MOST_URL {
        return Err(Fault::new(
            name,
            format!("has {} bytes; an address has at most {MOST_URL}", url.len()),
            format!("共 {} 字节，地址最多 {MOST_URL} 字节", url.len()),
        ));
    }
    if url.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(Fault::new(
            name,
            format!("must not hold blanks or control characters: `{shown}`"),
            format!("不能含有空白或控制字符：`{shown}`"),
        ));
    }
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    if authority.is_empty() || authority.contains('@') {
        return Err(Fault::new(
            name,
            "must name a host, without user or password",
            "必须含主机名，且不能带用户名或密码",
        ));
    }
    Ok(())
}
