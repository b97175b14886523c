use crate::check::check;
use crate::job::Job;
use crate::offer;
use serde_json::{Value, json};

/// The size of what is delivered, or the code of the refusal.
fn size(req_key: &str, mut body: Value) -> Result<(u32, u32), i64> {
    let tool = offer::find(req_key).unwrap();
    let body = body.as_object_mut().unwrap();
    body.insert("prompt".to_owned(), "p".into());
    check(tool, body).map_err(|refusal| refusal.code)?;
    let sketch = Job::plan(tool, body, &[]).pictures.remove(0);
    Ok((sketch.width, sketch.height))
}

fn size_of(req_key: &str, width: i64, height: i64) -> Result<(u32, u32), i64> {
    size(req_key, json!({"width": width, "height": height}))
}

#[test]
fn text_to_image_3_0_and_3_1() {
    for tool in ["jimeng_t2i_v30", "jimeng_t2i_v31"] {
        assert_eq!(size(tool, json!({})), Ok((1328, 1328)));
        let good = [
            (512, 512),
            (2048, 2048),
            (3024, 1296),
            (2560, 1440),
            (3540, 1180),
            (296, 888),
        ];
        for (width, height) in good {
            let exact = (width as u32, height as u32);
            assert_eq!(size_of(tool, width, height), Ok(exact));
        }
        let bad = [
            (512, 511),
            (2048, 2049),
            (3541, 1180),
            (296, 889),
            (-512, -512),
            (0, 0),
            (i64::MAX, i64::MAX),
        ];
        for (width, height) in bad {
            assert_eq!(size_of(tool, width, height), Err(50200), "{width}x{height}");
        }
    }
}

#[test]
fn one_side_alone_takes_no_effect() {
    for tool in ["jimeng_t2i_v30", "jimeng_i2i_v30"] {
        assert_eq!(size(tool, json!({"width": 1024})), Ok((1328, 1328)));
        assert_eq!(size(tool, json!({"height": 7})), Ok((1328, 1328)));
        let null = json!({"width": 1024, "height": null});
        assert_eq!(size(tool, null), Ok((1328, 1328)));
        assert_eq!(size(tool, json!({"width": "1024"})), Err(50204));
    }
}

#[test]
fn image_to_image_3_0_delivers_multiples_of_16() {
    let tool = "jimeng_i2i_v30";
    assert_eq!(size_of(tool, 512, 2016), Ok((512, 1536)));
    assert_eq!(size_of(tool, 1472, 1104), Ok((1472, 1104)));
    assert_eq!(size_of(tool, 1000, 1001), Ok((1008, 1008)));
    assert_eq!(size_of(tool, 999, 519), Ok((992, 512)));
    assert_eq!(size_of(tool, 511, 1024), Err(50200));
    assert_eq!(size_of(tool, 1024, 2017), Err(50200));
}

#[test]
fn image_4() {
    for tool in ["jimeng_t2i_v40", "jimeng_seedream46_cvtob"] {
        assert_eq!(size(tool, json!({})), Ok((2048, 2048)));
        assert_eq!(size(tool, json!({"size": 1048576})), Ok((1024, 1024)));
        assert_eq!(size(tool, json!({"size": 1048575})), Err(50200));
        assert_eq!(size(tool, json!({"size": 16777217})), Err(50200));
        let flat = json!({"size": 4194304, "min_ratio": 4, "max_ratio": 9});
        assert_eq!(size(tool, flat), Ok((4096, 1024)));
        let both = json!({"size": 1048576, "width": 2304, "height": 1728});
        assert_eq!(size(tool, both), Ok((2304, 1728)));
        assert_eq!(size_of(tool, 6198, 2656), Ok((6198, 2656)));
        assert_eq!(size_of(tool, 1024, 1023), Err(50200));
        assert_eq!(size_of(tool, 4096, 4097), Err(50200));
        assert_eq!(size_of(tool, 3072, 1023), Err(50200));
        let wide = json!({"width": 4096, "height": 1024, "max_ratio": 4});
        assert_eq!(size(tool, wide), Ok((4096, 1024)));
        let crossed = json!({"min_ratio": 2, "max_ratio": 1.5});
        assert_eq!(size(tool, crossed), Err(50200));
        assert_eq!(size(tool, json!({"min_ratio": 0.06})), Err(50200));
        assert_eq!(size(tool, json!({"min_ratio": 16})), Err(50200));
    }
    let max_ratio = |tool, ratio: f64| size(tool, json!({"max_ratio": ratio, "min_ratio": 0.0625}));
    assert_eq!(max_ratio("jimeng_t2i_v40", 16.0), Err(50200));
    assert!(max_ratio("jimeng_t2i_v40", 0.0625).is_ok());
    assert!(max_ratio("jimeng_seedream46_cvtob", 16.0).is_ok());
    assert_eq!(max_ratio("jimeng_seedream46_cvtob", 0.0625), Err(50200));
}
