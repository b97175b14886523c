//! F19: many tenants share a host, and never a key.

use host_test::tenants::{Crowd, mix};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn f19_no_call_is_signed_with_another_tenants_key() {
    let crowd = Crowd {
        tenants: 1_000,
        calls: 10,
    };
    let flaws = mix(crowd).await.flaws();
    assert!(flaws.is_empty(), "{flaws:#?}");
}
