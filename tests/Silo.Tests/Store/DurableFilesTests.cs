using JourneyOrchestrator.Silo.Storage;

namespace JourneyOrchestrator.Silo.Tests.Store;

/// <summary>Files that are put in the place of others.</summary>
public sealed class DurableFilesTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_file_is_replaced_as_a_whole()
    {
        var path = directory.File("keys");
        File.WriteAllText(path + ".new", "left by a process that was killed");
        DurableFiles.Replace(path, "one"u8);
        DurableFiles.Replace(path, "two"u8);

        Assert.Equal("two", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(directory.Path));
    }

    [Fact]
    public void What_can_not_be_put_in_its_place_leaves_nothing_behind()
    {
        var path = directory.File("keys");
        Directory.CreateDirectory(path);

        Assert.ThrowsAny<Exception>(() => DurableFiles.Replace(path, "one"u8));

        Assert.Empty(Directory.GetFiles(directory.Path));
    }
}
