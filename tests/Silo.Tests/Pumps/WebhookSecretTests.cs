using JourneyOrchestrator.Silo.Outbox.Senders;

namespace JourneyOrchestrator.Silo.Tests.Pumps;

public sealed class WebhookSecretTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("journey-secret-").FullName;

    private string File => Path.Combine(directory, WebhookSecret.FileName);

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void It_is_made_once_for_its_owner_alone_and_signs_the_same_after_a_restart()
    {
        var made = WebhookSecret.ForDirectory(directory).Sign("1", 2, "{}"u8);
        var text = System.IO.File.ReadAllText(File);

        Assert.Equal(made, WebhookSecret.ForDirectory(directory).Sign("1", 2, "{}"u8));
        Assert.StartsWith("whsec_", text, StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(text["whsec_".Length..]).Length);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void One_that_others_may_read_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        WebhookSecret.ForDirectory(directory);
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var error = Assert.Throws<WebhookSecretException>(() => WebhookSecret.ForDirectory(directory));

        Assert.Contains("chmod 600", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_short")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS?")]
    public void One_that_is_none_is_refused_and_not_told(string text)
    {
        var error = Assert.Throws<WebhookSecretException>(() => WebhookSecret.FromText(text, "the test"));

        if (text.Length > 0) Assert.DoesNotContain(text, error.Message, StringComparison.Ordinal);
    }
}
