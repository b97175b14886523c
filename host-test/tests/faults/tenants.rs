//! F19: many tenants share a host, and never a key.

use host_test::tenants::{Crowd, mix};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn f19_no_call_is_signed_with_another_tenants_key() {
    let crowd = Crowd {
        tenants: 1_000,
        calls: 10,
    };
    let mixed = mix(crowd).await;
    assert_eq!((mixed.foreign, mixed.refused), (0, 0));
    assert_eq!(mixed.requests, crowd.tenants * crowd.calls);
    assert_eq!(mixed.complete, crowd.tenants);
}
