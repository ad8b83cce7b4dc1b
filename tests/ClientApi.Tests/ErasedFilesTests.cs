using System.Text;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>Erasure looked at from below: the bytes of the files. The person had a journey, messages, timers, a followed topic, and another person's journal
/// held something of theirs.</summary>
public sealed class ErasedFilesTests(RealHost host) : IClassFixture<RealHost>
{
    private const string Person = "quillfeather-8841", Payer = "moneypenny-17";

    /// <summary>What only ever came from this person.</summary>
    private static readonly string[] Traces = [Person, "Zebedaea", "Quillfeather", "BOOKING-QZX9", "Wagon-77q", "Platz-99z", "wording-kk41", "event-77aa"];

    [Fact]
    public async Task After_an_erasure_nothing_of_the_person_is_readable_in_any_file_and_the_journals_of_others_still_fold()
    {
        await TravelAsync();
        var before = (await host.GetAsync($"/v1/customers/{Payer}")).Json.GetProperty("seq").GetInt64();

        var erased = await host.SendAsync(HttpMethod.Delete, $"/v1/customers/{Person}");
        Assert.Equal(200, erased.Status);
        Assert.Empty(Found());
        await host.WhileClosedAsync(() =>
        {
            Assert.Empty(Found());
            return Task.CompletedTask;
        });

        var payer = await host.GetAsync($"/v1/customers/{Payer}");
        Assert.Equal((200, before, "Penny"), (payer.Status, payer.Json.GetProperty("seq").GetInt64(), payer.Json.GetProperty("traits").GetProperty("name").GetString()));
        var kept = (await host.GetAsync($"/v1/customers/{Payer}/history")).Json.GetProperty("items").EnumerateArray().Last().GetProperty("input");
        Assert.Equal(("internal", "trip.paid"), (kept.GetProperty("kind").GetString(), kept.GetProperty("type").GetString()));
        Assert.Equal(410, (await host.GetAsync($"/v1/customers/{Person}")).Status);
    }

    [Fact]
    public void The_search_finds_what_is_there()
    {
        File.WriteAllText(Path.Combine(host.Data, "planted"), "…Quillfeather…");
        try
        {
            Assert.Equal(["Quillfeather in planted"], Found());
        }
        finally
        {
            File.Delete(Path.Combine(host.Data, "planted"));
        }
    }

    private async Task TravelAsync()
    {
        var (leaves, arrives) = (DateTimeOffset.UtcNow.AddHours(5).ToString("O"), DateTimeOffset.UtcNow.AddHours(6).ToString("O"));
        await host.EventAsync("event-77aa-1", Payer, "customer.updated", """{"name":"Penny"}""");
        await host.EventAsync("event-77aa-2", Person, "customer.updated", """{"name":"Zebedaea Quillfeather","channel":"push"}""");
        await host.EventAsync("event-77aa-3", Person, "customer.consent.changed", """{"purpose":"trip-updates","channel":"push","granted":true,"wording":"wording-kk41"}""");
        var booked = await host.EventAsync("event-77aa-4", Person, "trip.booked", $$$"""
            {"booking":"BOOKING-QZX9","traveller":"{{{Person}}}","payer":"{{{Payer}}}","prescriber":"{{{Person}}}","timezone":"Europe/Berlin",
             "legs":[{"topic":"train:T","train":"RE 1","trip":"1","from":{"station":"A","stop":"1"},"to":{"station":"B","stop":"2"},"plannedDep":"{{{leaves}}}","plannedArr":"{{{arrives}}}"}],
             "minimumTransferMinutes":5,"class":1,"seat":{"coach":"Wagon-77q","place":"Platz-99z"},"assisted":true,"hurry":false,
             "arrival":{"exits":{},"exit":"A"},"price":{"amount":100,"currency":"EUR"}}
            """);
        Assert.Equal(200, booked.Status);
        for (var tries = 0; tries < 100 && (await host.GetAsync($"/v1/customers/{Payer}")).Json.GetProperty("seq").GetInt64() < 2; tries++) await Task.Delay(50);
        Assert.Equal(2, (await host.GetAsync($"/v1/customers/{Payer}")).Json.GetProperty("seq").GetInt64());
    }

    private List<string> Found()
    {
        List<string> found = [];
        foreach (var file in Directory.GetFiles(host.Data, "*", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file) == "lock") continue; // held by the host, and empty
            var bytes = Read(file);
            foreach (var trace in Traces)
                if (bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(trace)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(trace)) >= 0)
                    found.Add($"{trace} in {Path.GetFileName(file)}");
        }
        return found;
    }

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
