using JourneyOrchestrator.Silo.Sealing;

namespace JourneyOrchestrator.Silo.Tests.Sealing;

public sealed class MasterKeyTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_first_start_makes_a_file_that_only_its_owner_may_read_and_names_it()
    {
        var key = MasterKey.ForDirectory(_directory.Path);

        Assert.Equal(_directory.File(MasterKey.FileName), key.Origin);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key.Origin));
    }

    [Fact]
    public void The_second_start_reads_the_same_key()
    {
        PersonKeys.Open(_directory.Path, MasterKey.ForDirectory(_directory.Path), 0, 2).Dispose();

        PersonKeys.Open(_directory.Path, MasterKey.ForDirectory(_directory.Path), 0, 2).Dispose();
    }

    [Fact]
    public void A_file_that_others_may_read_is_refused_with_what_to_do()
    {
        if (OperatingSystem.IsWindows()) return;   // files there have no such mode
        var path = MasterKey.ForDirectory(_directory.Path).Origin;
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var error = Assert.Throws<MasterKeyException>(() => MasterKey.ForDirectory(_directory.Path));

        Assert.Contains("chmod 600", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_file_is_not_replaced_while_keys_depend_on_it()
    {
        var master = MasterKey.ForDirectory(_directory.Path);
        PersonKeys.Open(_directory.Path, master, 0, 2).Dispose();
        File.Delete(master.Origin);

        Assert.Throws<MasterKeyException>(() => MasterKey.ForDirectory(_directory.Path));
        Assert.False(File.Exists(master.Origin));
    }

    [Fact]
    public void Lost_keys_of_persons_are_not_replaced_while_a_journal_depends_on_them()
    {
        PersonKeys.Open(_directory.Path, MasterKey.ForDirectory(_directory.Path), 0, 2).Dispose();
        File.Delete(_directory.File(PersonKeys.FileName));
        File.Delete(_directory.File(MasterKey.FileName));

        var error = Assert.Throws<MasterKeyException>(() => MasterKey.ForDirectory(_directory.Path, lastCustomer: 1));

        Assert.Contains(PersonKeys.FileName, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_directory.File(MasterKey.FileName)));
    }

    [Fact]
    public void Text_may_be_hex_or_base64_and_means_the_same()
    {
        var bytes = Enumerable.Range(1, 32).Select(i => (byte)i).ToArray();
        PersonKeys.Open(_directory.Path, MasterKey.FromText(Convert.ToHexString(bytes), "hex"), 0, 2).Dispose();

        PersonKeys.Open(_directory.Path, MasterKey.FromText(Convert.ToBase64String(bytes) + "\n", "base64"), 0, 2).Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("not base64 at all, and much longer than any key of thirty-two bytes")]
    public void Text_that_is_not_32_bytes_is_refused(string text) =>
        Assert.Throws<MasterKeyException>(() => MasterKey.FromText(text, "test"));
}
