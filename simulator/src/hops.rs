//! A chain of redirections from a link to itself. Its state stands in the link, so that nothing has to be remembered.

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hop {
    /// Counted from 1; 0 is the link itself.
    number: u32,
    of: u32,
    /// HTTP status of the redirections.
    status: u16,
}

impl Hop {
    /// The start of a chain.
    pub(crate) fn start(of: u32, status: u16) -> Hop {
        Hop {
            number: 0,
            of,
            status,
        }
    }

    /// The query as it was before hops were added, and which of them this is.
    pub(crate) fn split(query: &str) -> (&str, Option<Hop>) {
        let parsed = query.rsplit_once("&hop=").and_then(|(before, marks)| {
            let (number, rest) = marks.split_once("&of=")?;
            let (of, status) = rest.split_once("&as=")?;
            let hop = Hop {
                number: number.parse().ok()?,
                of: of.parse().ok()?,
                status: status.parse().ok().filter(|s| (300..400).contains(s))?,
            };
            Some((before, Some(hop)))
        });
        parsed.unwrap_or((query, None))
    }

    /// Where this hop leads, with the HTTP status; `None`: to the file. `query` is that of [`Hop::split`].
    pub(crate) fn next(self, path: &str, query: &str) -> Option<(u16, String)> {
        let Hop { number, of, status } = self;
        (number < of).then(|| {
            let next = number + 1;
            let link = format!("{path}?{query}&hop={next}&of={of}&as={status}");
            (status, link)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_comes_to_its_end() {
        let mut hop = Hop::start(2, 307);
        for number in [1, 2] {
            let (status, link) = hop.next("/media/x", "a=b").unwrap();
            assert_eq!(status, 307);
            assert_eq!(link, format!("/media/x?a=b&hop={number}&of=2&as=307"));
            let (query, next) = Hop::split(link.split_once('?').unwrap().1);
            assert_eq!(query, "a=b");
            hop = next.unwrap();
        }
        assert_eq!(hop.next("/media/x", "a=b"), None);
    }

    #[test]
    fn other_queries_are_no_hops() {
        for query in ["", "a=b", "a=b&hop=1", "a=b&hop=1&of=2&as=200"] {
            assert_eq!(Hop::split(query), (query, None));
        }
    }
}
