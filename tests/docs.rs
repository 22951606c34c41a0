//! The documents say what the code does.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use glasscrate::choices::PRESETS;
use glasscrate::choices::document::Document;
use glasscrate::engine::{Mixer, SCALE, SignalKind};
use glasscrate::history::SourceKind;
use glasscrate::pack::{FORMAT, Parameters, Table};

fn doc(name: &str) -> String {
    std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

fn hundredths(n: u32) -> String {
    format!("{}.{:02}", n / 100, n % 100)
}

#[test]
fn the_default_mix_and_the_scale_are_those_of_the_scoring_page() {
    let page = doc("docs/scoring.md");
    let mixer = Mixer::default();
    for signal in SignalKind::ALL {
        let row = page.lines().find(|l| l.starts_with(&format!("| `{}` |", signal.name())));
        let row = row.unwrap_or_else(|| panic!("no row for {signal}"));
        assert!(row.ends_with(&format!("| {} |", mixer.shown(signal))), "{row}");
    }
    let grouped: String = SCALE
        .to_string()
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|c| std::str::from_utf8(c).unwrap())
        .collect::<Vec<_>>()
        .join(" ");
    assert!(page.contains(&format!("1/{grouped}")), "{grouped}");
}

#[test]
fn the_default_parameters_are_those_of_the_scoring_page() {
    let page = doc("docs/scoring.md");
    let p = Parameters::default();
    for wanted in [
        format!("α = {}", hundredths(p.seed_exponent)),
        format!("β = {}", hundredths(p.popularity_exponent)),
        format!("list-length exponent {}", hundredths(p.length_exponent)),
        format!("shrinkage s = {}", hundredths(p.shrinkage)),
        format!("its {} strongest neighbours", p.neighbours),
        format!("{} in a catalogue of more", Parameters::published(usize::MAX).neighbours),
        format!("at least {} lists, its {} strongest", p.fitted_least_lists, p.support),
        format!("keeps its {} largest", p.fitted_kept),
        format!("| h = {} |", hundredths(p.half_life)),
        format!("| γ = {} |", hundredths(p.rarity_exponent)),
        format!("| μ = {} |", hundredths(p.worth_exponent)),
        format!("| λ₂ = {} |", hundredths(p.ridge)),
        format!("| k = {} lists | chosen; {} in a large", p.alike, Parameters::published(usize::MAX).alike),
        format!("| power {} |", hundredths(p.alike_power)),
        format!("| `order` | {} |", hundredths(p.order)),
        format!("| ε = {} |", hundredths(p.companions)),
        format!("| {} companions |", p.companion_count),
        format!("| x = {} |", hundredths(p.artist_companions)),
        format!("| r = {} |", hundredths(p.recency)),
        format!("| d = {}, left out", hundredths(p.discount)),
    ] {
        assert!(page.contains(&wanted), "{wanted}");
    }
}

#[test]
fn every_preset_and_key_is_on_the_page_of_choices() {
    let page = doc("docs/choices.md");
    for preset in &PRESETS {
        let row = format!("| `{}` | {} |", preset.name, preset.about);
        assert!(page.contains(&row), "{row}");
    }
    let example = page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let entries = example.parse::<Document>().unwrap().entries();
    assert_eq!(entries.len(), 4);
    assert!(entries.iter().all(|e| e.found.is_ok()), "{entries:?}");
}

#[test]
fn every_table_and_column_is_on_the_format_page() {
    let page = doc("docs/pack-format.md");
    assert!(page.contains(&format!("version {FORMAT}")));
    for table in Table::ALL {
        let row = page.lines().find(|l| l.starts_with(&format!("| `{}` |", table.file())));
        let row = row.unwrap_or_else(|| panic!("no row for {}", table.file()));
        for field in table.schema().fields() {
            assert!(row.contains(&format!("`{}`", field.name())), "{}: {}", table.file(), field.name());
        }
    }
}

#[test]
fn the_policy_page_is_what_the_program_prints() {
    let page = glasscrate::policy::page();
    if std::env::var_os("GLASSCRATE_BLESS").is_some() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/policy.md");
        std::fs::write(path, &page).unwrap();
    }
    assert_eq!(doc("docs/policy.md"), page, "GLASSCRATE_BLESS=1 cargo test --test docs writes it anew");
}

#[test]
fn every_file_that_the_readme_links_to_is_there() {
    let readme = doc("README.md");
    let links: Vec<&str> = readme.split("](").skip(1).filter_map(|l| l.split(')').next()).collect();
    assert!(links.len() > 5);
    for link in links.iter().filter(|l| !l.starts_with("http")) {
        assert!(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(link).exists(), "{link}");
    }
}

#[test]
fn the_page_of_formats_has_every_kind_of_file_and_every_list_format() {
    let page = doc("docs/formats.md");
    assert!(page.contains(glasscrate::export::EXTENSION));
    let help = {
        let command = glasscrate::cli::command();
        let recommend = command.find_subcommand("recommend").unwrap().clone();
        let format = recommend.get_arguments().find(|a| a.get_id() == "format").unwrap().clone();
        format.get_possible_values()
    };
    assert!(help.len() >= 9);
    for format in help {
        assert!(page.contains(&format!("`{}`", format.get_name())), "{}", format.get_name());
    }
    for kind in SourceKind::FILES {
        let name = kind.name().strip_suffix(" table").unwrap_or(kind.name());
        assert!(page.to_lowercase().contains(&name.to_lowercase()), "{name}");
    }
}
