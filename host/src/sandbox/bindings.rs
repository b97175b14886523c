//! What wasmtime generates from `wit/`: the interfaces that every tool shares.
//! A tool is called through `catalog`, by its name.
//!
//! Never format the generated `Keys` record: its `Debug` prints secrets.

#[allow(missing_docs)]
mod generated {
    // The world `visual` without its imports from `wasi`, which wasmtime's own
    // crates link: the generated linker would expect them in another shape.
    wasmtime::component::bindgen!({
        path: "../wit",
        inline: "
            package volcengine:visual-host;
            world visual {
                import volcengine:visual/credentials@0.1.0;
                export volcengine:visual/types@0.1.0;
                export volcengine:visual/tasks@0.1.0;
                export volcengine:visual/downloads@0.1.0;
                export volcengine:visual/catalog@0.1.0;
            }
        ",
        world: "volcengine:visual-host/visual",
        imports: { default: async | trappable },
        exports: { default: async },
    });
}

pub(crate) use generated::volcengine::visual::credentials;
pub(crate) use generated::{VisualPre, exports};
