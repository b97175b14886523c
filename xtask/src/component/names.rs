//! Names that only the parts of a component know each other by. They say what
//! the surface says already, for each function three times: numbers do as well,
//! and are 55 KB less.

use std::collections::HashMap;
use std::convert::Infallible;

use anyhow::{Context, Result};
use wasm_encoder::reencode::{self, Reencode, ReencodeComponent};
use wasm_encoder::{
    Alias, Component, ComponentAliasSection, ComponentImportSection, ComponentInstanceSection,
    ExportSection, Import, ImportSection, InstanceSection, ModuleArg,
};
use wasmparser::{
    ComponentAliasSectionReader, ComponentImportSectionReader, ComponentInstance, Export, Imports,
    Instance, InstantiationArgKind, Parser,
};

/// A component of `wit-component`, whose parts import and export by number. Its
/// own imports and exports keep their names. Its numbers are written in as few
/// bytes as they need: the linker leaves room that nobody uses, 30 KB of it.
pub fn numbered(component: &[u8]) -> Result<Vec<u8>> {
    let mut written = Component::new();
    Names::default()
        .parse_component(&mut written, Parser::new(0), component)
        .context("cannot number the names of a component")?;
    Ok(written.finish())
}

/// The numbers given so far: the same for the same name, wherever it stands.
#[derive(Default)]
struct Names {
    known: HashMap<String, String>,
    /// How many components are open around the one that is read.
    depth: u32,
}

type Done = Result<(), reencode::Error<Infallible>>;

impl Names {
    fn number(&mut self, name: &str) -> String {
        let next = self.known.len();
        let number = self.known.entry(name.to_owned());
        number.or_insert_with(|| format!("n{next:x}")).clone()
    }
}

/// What core modules import and export.
impl Reencode for Names {
    type Error = Infallible;

    fn parse_imports(&mut self, section: &mut ImportSection, imports: Imports<'_>) -> Done {
        let Imports::Single(_, import) = imports else {
            return reencode::utils::parse_imports(self, section, imports);
        };
        let (module, name) = (self.number(import.module), self.number(import.name));
        let ty = self.entity_type(import.ty)?;
        section.imports(wasm_encoder::Imports::Single(Import {
            module: &module,
            name: &name,
            ty,
        }));
        Ok(())
    }

    fn parse_export(&mut self, section: &mut ExportSection, export: Export<'_>) -> Done {
        let name = self.number(export.name);
        reencode::utils::parse_export(
            self,
            section,
            Export {
                name: &name,
                ..export
            },
        )
    }
}

/// The other ends of the same.
impl ReencodeComponent for Names {
    fn push_depth(&mut self) {
        self.depth += 1;
    }

    fn pop_depth(&mut self) {
        self.depth -= 1;
    }

    fn parse_component_import_section(
        &mut self,
        section: &mut ComponentImportSection,
        imports: ComponentImportSectionReader<'_>,
    ) -> Done {
        for import in imports {
            let import = import?;
            let ty = self.component_type_ref(import.ty)?;
            match self.depth {
                0 => section.import(import.name, ty),
                _ => section.import(self.number(import.name.name).as_str(), ty),
            };
        }
        Ok(())
    }

    fn parse_component_instance(
        &mut self,
        section: &mut ComponentInstanceSection,
        instance: ComponentInstance<'_>,
    ) -> Done {
        let ComponentInstance::Instantiate {
            component_index,
            args,
        } = instance
        else {
            return reencode::component_utils::parse_component_instance(self, section, instance);
        };
        let args = args
            .iter()
            .map(|arg| (self.number(arg.name), arg.kind.into(), arg.index));
        section.instantiate(component_index, args.collect::<Vec<_>>());
        Ok(())
    }

    fn parse_component_alias_section(
        &mut self,
        section: &mut ComponentAliasSection,
        aliases: ComponentAliasSectionReader<'_>,
    ) -> Done {
        for alias in aliases {
            match self.component_alias(alias?)? {
                Alias::CoreInstanceExport {
                    instance,
                    kind,
                    name,
                } => {
                    let name = self.number(name);
                    section.alias(Alias::CoreInstanceExport {
                        instance,
                        kind,
                        name: &name,
                    })
                }
                alias => section.alias(alias),
            };
        }
        Ok(())
    }

    fn parse_instance(&mut self, section: &mut InstanceSection, instance: Instance<'_>) -> Done {
        match instance {
            Instance::Instantiate { module_index, args } => {
                let args = args.iter().map(|arg| match arg.kind {
                    InstantiationArgKind::Instance => {
                        (self.number(arg.name), ModuleArg::Instance(arg.index))
                    }
                });
                section.instantiate(module_index, args.collect::<Vec<_>>());
            }
            Instance::FromExports(exports) => {
                let mut named = Vec::new();
                for export in exports {
                    let kind = self.export_kind(export.kind)?;
                    named.push((self.number(export.name), kind, export.index));
                }
                section.export_items(named);
            }
        }
        Ok(())
    }
}
