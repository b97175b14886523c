//! Failures of files and ports, in Chinese.

use std::io::{Error, ErrorKind};

/// What a person should know of a failed operation. Kinds without a Chinese text keep that of
/// the operating system.
pub fn words_zh(error: &Error) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => "文件或目录不存在",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "文件已存在",
        ErrorKind::AddrInUse => "端口已被占用",
        ErrorKind::AddrNotAvailable => "该地址不可用",
        ErrorKind::NotADirectory => "不是目录",
        ErrorKind::IsADirectory => "是一个目录",
        ErrorKind::DirectoryNotEmpty => "目录不为空",
        ErrorKind::ReadOnlyFilesystem => "文件系统为只读",
        ErrorKind::StorageFull => "磁盘空间不足",
        ErrorKind::QuotaExceeded => "超出磁盘配额",
        ErrorKind::FileTooLarge => "文件过大",
        ErrorKind::ResourceBusy => "文件正被占用",
        ErrorKind::InvalidFilename => "文件名无效",
        ErrorKind::BrokenPipe => "管道已关闭",
        ErrorKind::TimedOut => "超时",
        ErrorKind::OutOfMemory => "内存不足",
        ErrorKind::InvalidData => "内容不是 UTF-8 文本",
        ErrorKind::InvalidInput => "名称或参数无效",
        ErrorKind::UnexpectedEof => "文件不完整",
        ErrorKind::WriteZero => "无法写入全部内容",
        ErrorKind::NotSeekable => "不是普通文件",
        ErrorKind::StaleNetworkFileHandle => "网络文件已失效",
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => "网络不可达",
        ErrorKind::Unsupported => "系统不支持该操作",
        _ => return error.to_string(),
    };
    known.to_owned()
}
