using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Tests.Harness;

namespace JourneyOrchestrator.Grains.Tests.Journal;

public sealed class SearchTermsTests
{
    private static readonly FakeKeys Keys = new();

    private static bool Finds(string search, string id = "c-17", string name = "Anna-Lena Müller")
    {
        var query = SearchTerms.OfQuery(search, Keys);
        var found = query.Length > 0 && query.All(SearchTerms.Of([id], name, Keys).Contains);
        Assert.Equal(found, SearchTerms.Match(search, id, name));
        return found;
    }

    [Theory]
    [InlineData("an")]
    [InlineData("ANNA")]
    [InlineData("müll")]
    [InlineData("lena mül")]
    [InlineData("anna-lena")]
    [InlineData(" müller ")]
    [InlineData("c-17")]
    public void Found_by_beginnings_of_words_or_the_whole_id(string search) => Assert.True(Finds(search));

    [Theory]
    [InlineData("muller", "Jürgen Müller")]
    [InlineData("müller", "Jurgen Muller")]
    [InlineData("mu\u0308ller", "Jürgen Müller")]
    [InlineData("gross", "Groß")]
    [InlineData("GROß", "Gross")]
    [InlineData("lukasz", "Łukasz")]
    [InlineData("istanbul", "İstanbul")]
    [InlineData("иван", "ИВАН")]
    public void Found_whatever_the_case_and_accents(string search, string name) => Assert.True(Finds(search, "c-17", name));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("nna")]
    [InlineData("anna meier")]
    [InlineData("c-1")]
    public void Not_found_by_anything_else(string search) => Assert.False(Finds(search));

    [Fact]
    public void A_long_word_is_found_by_its_first_letters() => Assert.True(Finds("donaudampfschifffahrt", name: "Donaudampfschifffahrtsgesellschaft"));

    [Fact]
    public void The_first_turn_and_a_new_name_change_the_terms_and_nothing_else_does()
    {
        var ann = new Person().Hears("visited");
        Assert.False(ann.Record.SearchTerms.IsDefault);
        Assert.NotNull(ann.Record.Created);

        ann.Hears("customer.updated", """{"name":"Ann Bell"}""");
        Assert.Contains(Keys.TermHash("word\0bell"), ann.Record.SearchTerms);
        Assert.Null(ann.Record.Created);

        ann.Hears("visited");
        Assert.True(ann.Record.SearchTerms.IsDefault);
        Assert.Null(ann.Record.Name);
    }
}
