use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::{diagnose, tuning::*, Answers};
fn main() {
    let today = Date::parse("2026-11-22").unwrap();
    for f in std::env::args().skip(1) {
        let t = String::from_utf8_lossy(&std::fs::read(&f).unwrap()).into_owned();
        let d = diagnose(&t, &Answers::default(), today);
        println!("## {f} {} entries {:?}", d.certainty.name(), d.entries);
        let facts: Vec<_> = d.reading.facts.iter().map(|f| f.name.as_str()).collect();
        println!("   facts {facts:?}");
        println!("   raw {:?}", &Evidence::of(&t, today, false).ranked(&Params::TUNED, false)[..4]);
        for c in &d.causes {
            println!(
                "   {:.4} {} {:?}",
                c.probability,
                c.cause.id,
                c.because.iter().map(|b| (b.nats, b.text.clone())).collect::<Vec<_>>()
            );
        }
        for s in &d.steps {
            println!("   step {} {:?} {:?}", s.step.id, s.answer, s.causes);
        }
    }
}
