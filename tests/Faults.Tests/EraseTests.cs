using System.Net;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>
/// The real host is killed while it erases persons. After the next start whoever is answered to be gone is gone to the last key: no file holds
/// anything of theirs, and what another customer's journal holds of theirs can't be read any more. The others are erased when it is asked again.
/// </summary>
public sealed class EraseTests(ITestOutputHelper output)
{
    private const int Kills = 3;
    private const int Persons = 100;

    [Fact]
    public async Task An_erasure_is_done_to_the_end_whenever_the_process_is_killed()
    {
        var data = Directory.CreateTempSubdirectory("journey-faults-").FullName;
        using var receiver = new HookReceiver();
        try
        {
            var erasing = Enumerable.Range(0, Persons).ToList();
            var heard = await LiveAsync(data, receiver);
            for (var kill = 1; kill <= Kills; kill++)
            {
                var gone = await KillWhileErasingAsync(data, erasing, Random.Shared.Next(5, 100));
                output.WriteLine($"kill {kill}: {gone} persons are erased");
            }
            using (var silo = await StartAsync(data))
            {
                foreach (var person in erasing) Assert.Equal(HttpStatusCode.OK, await EraseAsync(silo.Http, person));
                Assert.Equal(heard, (await History.ReadAsync(silo.Http, "depot")).Count);
                Assert.Empty(Found(Encoding.UTF8.GetBytes(silo.Output), Enumerable.Range(0, Persons)));
                AssertNothingReadable(data, Enumerable.Range(0, Persons));
                silo.Kill();
            }
            var (code, said) = await SiloProcess.RunAsync("verify", "--data", data);
            Assert.True(code == 0 && $"\n{said}".Contains("\n1 customers,", StringComparison.Ordinal), said);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Persons with traits, orders, webhooks and a note in the depot's journal.</summary>
    /// <returns>How many entries the depot has.</returns>
    private static async Task<int> LiveAsync(string data, HookReceiver receiver)
    {
        using var silo = await StartAsync(data);
        await Post.JourneyAsync(silo.Http, "probe.json", receiver.Url);
        Assert.True(await Post.BatchAsync(silo.Http, "/v1/events", [.. Enumerable.Range(0, Persons).SelectMany(Events)]));
        while (await IsBusyAsync(silo.Http)) await Task.Delay(100);
        var heard = await History.ReadAsync(silo.Http, "depot");
        Assert.Equal(Persons, heard.Count(n => n.Order is not null));
        return heard.Count;
    }

    /// <returns>How many persons are gone after the next start; those are taken off the list.</returns>
    private static async Task<int> KillWhileErasingAsync(string data, List<int> erasing, int milliseconds)
    {
        using (var silo = await StartAsync(data))
        {
            var asked = Parallel.ForEachAsync(erasing.ToArray(), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (person, _) => await TryEraseAsync(silo.Http, person));
            await Task.Delay(milliseconds);
            silo.Kill();
            await asked;
        }
        using var next = await StartAsync(data);
        var gone = new List<int>();
        foreach (var person in erasing)
            if (await StatusAsync(next.Http, person) == HttpStatusCode.Gone) gone.Add(person);
        var notes = await History.ReadAsync(next.Http, "depot");
        Assert.DoesNotContain(notes, note => gone.Any(person => note.Order == OrderOf(person)));
        AssertNothingReadable(data, gone);
        return erasing.RemoveAll(gone.Contains);
    }

    private static async Task<SiloProcess> StartAsync(string data)
    {
        var silo = SiloProcess.Launch(data);
        await silo.ReadyAsync();
        return silo;
    }

    private static string PersonOf(int number) => $"quillfeather-{number:000}";

    private static string OrderOf(int number) => $"order-zebedee-{number:000}";

    private static string[] Events(int person) =>
    [
        $$$"""{"specversion":"1.0","id":"{{{PersonOf(person)}}}-named","source":"/load","type":"customer.updated","subject":"{{{PersonOf(person)}}}","data":{"name":"Penelope-{{{person:000}}} Quillfeather"}}""",
        $$$"""{"specversion":"1.0","id":"{{{PersonOf(person)}}}-ordered","source":"/load","type":"probe.ordered","subject":"{{{PersonOf(person)}}}","data":{"order":"{{{OrderOf(person)}}}"}}""",
    ];

    private static async Task TryEraseAsync(HttpClient http, int person)
    {
        try
        {
            await EraseAsync(http, person);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            // killed before it could answer: erased or not
        }
    }

    private static async Task<HttpStatusCode> EraseAsync(HttpClient http, int person)
    {
        using var answer = await http.DeleteAsync(new Uri($"/v1/customers/{PersonOf(person)}", UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, int person)
    {
        using var answer = await http.GetAsync(new Uri($"/v1/customers/{PersonOf(person)}", UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task<bool> IsBusyAsync(HttpClient http)
    {
        using var health = JsonDocument.Parse(await http.GetStringAsync(new Uri("/healthz/ready", UriKind.Relative)));
        return health.RootElement.GetProperty("timers").GetInt64() + health.RootElement.GetProperty("outbox").GetInt64() > 0;
    }

    private static void AssertNothingReadable(string data, IEnumerable<int> persons)
    {
        var gone = persons.ToArray();
        foreach (var file in Directory.GetFiles(data, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "lock"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            Assert.Empty(Found(copy.ToArray(), gone));
        }
    }

    private static IEnumerable<string> Found(byte[] bytes, IEnumerable<int> persons) =>
        persons.SelectMany(p => new[] { PersonOf(p), OrderOf(p), $"Penelope-{p:000}" }).Where(trace =>
            bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(trace)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(trace)) >= 0);
}
