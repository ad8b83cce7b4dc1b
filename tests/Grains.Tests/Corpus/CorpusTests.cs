using System.Text;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Grains.Tests.Corpus;

/// <summary>
/// Journals as released versions wrote them. A version that changes the format adds a journal and leaves these as they are: they must stay readable.
/// </summary>
public sealed class CorpusTests
{
    private const string Newest = "journal-0.5";

    private static string[] Lines(string name) => File.ReadAllLines(Path.Combine(CorpusJournal.Folder, name + ".jsonl"));

    private static CustomerState Fold(string name, bool readable)
    {
        using var seal = new FakeKeys().Open(1)!;
        var state = new CustomerState(1, "ann");
        foreach (var line in Lines(name)) state.Apply(EntryCodec.Decode(CorpusJournal.Parse(line, seal), readable ? seal : null));
        return state;
    }

    [Theory]
    [InlineData("journal-0.1")]
    [InlineData("journal-0.2")]
    [InlineData("journal-0.3")]
    [InlineData("journal-0.4")]
    [InlineData("journal-0.5")]
    public void A_released_journal_folds_to_the_state_it_meant(string name)
    {
        var state = Encoding.UTF8.GetString(SnapshotCodec.Write(Fold(name, readable: true)));

        File.WriteAllText(Path.Combine(CorpusJournal.Folder, name + ".state.actual.json"), state + "\n");
        Assert.Equal(File.ReadAllText(Path.Combine(CorpusJournal.Folder, name + ".state.json")).TrimEnd(), state);
    }

    [Theory]
    [InlineData("journal-0.1")]
    [InlineData("journal-0.2")]
    [InlineData("journal-0.3")]
    [InlineData("journal-0.4")]
    [InlineData("journal-0.5")]
    public void Without_its_key_a_released_journal_folds_to_the_same_structure(string name)
    {
        var (readable, blind) = (Fold(name, readable: true), Fold(name, readable: false));

        Assert.Equal(readable.Seq, blind.Seq);
        // A case that came with somebody who was joined is a value of that person, not structure.
        Assert.Equal(
            readable.Cases.Values.Where(c => c.Id.Customer == readable.Key).SelectMany(c => c.Items.Values.Select(i => (c.Id, c.Status, i.Node, i.State))),
            blind.Cases.Values.SelectMany(c => c.Items.Values.Select(i => (c.Id, c.Status, i.Node, i.State))));
        Assert.Empty(blind.Traits);
    }

    [Fact]
    public void The_newest_journal_holds_every_kind_of_fact()
    {
        using var seal = new FakeKeys().Open(1)!;
        var held = Lines(Newest).SelectMany(line => EntryCodec.Decode(CorpusJournal.Parse(line, seal), seal).Facts).Select(f => f.Type).Distinct();

        Assert.Equal(FactTypes.Names.Order(StringComparer.Ordinal), held.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_written_today_is_what_the_newest_journal_says()
    {
        var ann = Tour.Take();
        var written = ann.Written.Select(r => CorpusJournal.Line(r, ann.Keys)).ToArray();

        File.WriteAllLines(Path.Combine(CorpusJournal.Folder, Newest + ".actual.jsonl"), written);
        Assert.Equal(Lines(Newest), written);
    }
}
