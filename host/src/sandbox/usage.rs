//! What a component may use beside time and memory. Each limit has a name, so
//! that an error can say which one was reached.

use std::fmt;

/// What a compiler takes for a function grows with its branches times its local
/// variables, and with the cube of its loops inside each other: 2,000,000 of the
/// one take 0.3 s and 60 MB, 5,000 of the other minutes.
pub(crate) const BRANCHES: u64 = 2_000_000;
pub(crate) const LOOP_DEPTH: u64 = 64;
pub(crate) const LOCALS: u64 = 10_000;
pub(crate) const FUNCTIONS: u64 = 20_000;
/// Modules and components inside a component, and the instances of them. The
/// tools make one for each interface.
pub(crate) const NESTED: u64 = 1_000;
/// Core instances, memories and tables of one instance of a component. A
/// composition has two or three components, each of them three core modules,
/// one memory and two tables.
pub(crate) const INSTANCES: u32 = 12;
pub(crate) const MEMORIES: u32 = 3;
pub(crate) const TABLES: u32 = 8;
/// Elements of all tables together.
pub(crate) const TABLE_ELEMENTS: usize = 20_000;
/// Resources that exist at once: requests, replies, streams, header fields.
/// One exchange has about ten.
pub(crate) const RESOURCES: usize = 128;
/// The header fields of a request, in bytes of memory. A session token may
/// take 4 KiB.
pub(crate) const FIELDS: usize = 32 << 10;
/// The method, the authority and the path of a request, in bytes.
pub(crate) const REQUEST_TEXT: usize = 8 << 10;
/// Connections of a call that are open at once.
pub(crate) const CONNECTIONS: u32 = 8;
/// Requests that a call may send at once, and how many more with each second:
/// a call that polls for half an hour stays far below.
pub(crate) const REQUESTS: u32 = 64;
pub(crate) const REQUESTS_PER_SECOND: u32 = 4;
/// What a call that needs no network may return, in bytes.
pub(crate) const LOCAL_TRANSFER: usize = 1 << 20;
/// The schema and the facts of a tool, in bytes.
pub(crate) const DESCRIPTION: usize = 256 << 10;

/// A kind of use that a host limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Usage {
    /// The size of the component's file.
    FileBytes,
    /// Functions of the whole component.
    Functions,
    /// Local variables of one function.
    Locals,
    /// Branches of one function, times its local variables.
    Branches,
    /// Loops inside each other.
    LoopDepth,
    /// Modules and components inside the component.
    Nested,
    /// Core instances.
    Instances,
    /// Linear memories.
    Memories,
    /// Tables.
    Tables,
    /// Elements of all tables together.
    TableElements,
    /// Resources that exist at once.
    Resources,
    /// A text of a request.
    RequestText,
    /// Connections that are open at once.
    Connections,
    /// Requests.
    Requests,
    /// Purchases of one call.
    Purchases,
    /// A tool's schema or facts.
    DescriptionBytes,
    /// The bytes of a downloaded file.
    DownloadBytes,
}

impl Usage {
    /// Its name after a number, in English and Chinese.
    pub(crate) const fn words(self) -> [&'static str; 2] {
        match self {
            Usage::FileBytes => ["bytes of a component's file", "组件文件字节数"],
            Usage::Functions => ["functions", "函数数量"],
            Usage::Locals => ["local variables in a function", "单个函数局部变量数"],
            Usage::Branches => [
                "branches times local variables in a function",
                "单个函数的分支数乘局部变量数",
            ],
            Usage::LoopDepth => ["loops inside each other", "循环嵌套层数"],
            Usage::Nested => ["modules and components inside it", "内含模块与组件数量"],
            Usage::Instances => ["core instances", "核心实例数量"],
            Usage::Memories => ["memories", "线性内存数量"],
            Usage::Tables => ["tables", "表数量"],
            Usage::TableElements => ["table elements", "表元素数量"],
            Usage::Resources => ["resources at once", "同时存在的资源数量"],
            Usage::RequestText => ["bytes in a text of a request", "请求文本字节数"],
            Usage::Connections => ["connections at once", "同时打开的连接数"],
            Usage::Requests => [
                "requests in a call (4 more with each second)",
                "单次调用的请求数（每秒另加 4 次）",
            ],
            Usage::Purchases => ["purchases in a call", "单次调用的购买次数"],
            Usage::DescriptionBytes => ["bytes in a tool's schema or facts", "工具说明字节数"],
            Usage::DownloadBytes => ["bytes of a download", "下载文件字节数"],
        }
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words()[0])
    }
}
