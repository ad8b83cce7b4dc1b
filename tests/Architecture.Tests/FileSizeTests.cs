namespace Architecture.Tests;

public sealed class FileSizeTests
{
    /// <summary>A file holds one concept; one that is longer holds two. Lines.</summary>
    private const int LinesMax = 320;

    [Fact]
    public void No_source_file_is_longer_than_one_concept_needs()
    {
        var files = Repository.Files("*.cs").ToArray();
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => File.ReadLines(Repository.FullPath(file)).Count() > LinesMax);
    }
}
