using System.Globalization;
using System.Text.RegularExpressions;
using JourneyOrchestrator.Operations.Tests.Harness;
using JourneyOrchestrator.Tests.Shared.Deploy;

namespace JourneyOrchestrator.Operations.Tests.Deploy;

/// <summary>The composition: a Compose program takes it, and it keeps what docs/deploy.md promises.</summary>
public sealed partial class ComposeTests(ComposeSettings settings) : IClassFixture<ComposeSettings>
{
    private Compose Composition => settings.Composition;

    [FactIf("docker-compose")]
    public async Task A_Compose_program_takes_it()
    {
        // 1.29, which Debian has, checks against the Compose specification of its day, which knew no name of the whole.
        var text = Nameless().Replace(Compose.Text, "");
        await File.WriteAllTextAsync(Path.Combine(settings.Folder, "docker-compose.yml"), text);
        await Tool.RunAsync("docker-compose", "-f", Path.Combine(settings.Folder, "docker-compose.yml"), "--env-file", settings.File, "config", "-q");

        await File.WriteAllTextAsync(Path.Combine(settings.Folder, "wrong.yml"), text.Replace("    healthcheck:", "    healthchek:", StringComparison.Ordinal));
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => Tool.RunAsync("docker-compose", "-f", Path.Combine(settings.Folder, "wrong.yml"), "--env-file", settings.File, "config", "-q"));
    }

    [Fact]
    public void Each_profile_has_what_it_needs_and_the_embedded_host_is_alone()
    {
        Assert.All(Composition.Services.Values, service => Assert.NotEmpty(service.Profiles));
        Assert.Equal(["embedded", "first-key"], Composition.Of("embedded").Select(service => service.Name).Order());
        Assert.Equal(["collector", "grafana", "prometheus", "tempo"], Composition.Of("telemetry").Select(service => service.Name).Order());
        Assert.Equal(["collector", "doors", "first-key", "grafana", "postgres", "prometheus", "silo-1", "silo-2", "tempo"], Composition.Of("cluster").Select(service => service.Name).Order());
        foreach (var service in Composition.Services.Values)
            Assert.All(service.DependsOn.Keys, needed => Assert.All(service.Profiles, profile => Assert.Contains(profile, Composition.Services[needed].Profiles)));
    }

    [Fact]
    public void Who_waits_for_a_healthy_service_waits_for_one_that_says_so()
    {
        foreach (var (needed, condition) in Composition.Services.Values.SelectMany(service => service.DependsOn))
        {
            if (condition == "service_completed_successfully") continue;
            Assert.Equal("service_healthy", condition);
            var service = Composition.Services[needed];
            Assert.True(service.Json["healthcheck"] is not null || (service.Target is { } target && Dockerfile.Read().Stage(target).Has("HEALTHCHECK")), $"{needed} has no health check.");
        }
        // The server that fills a new volume listens on its socket alone.
        Assert.Contains("127.0.0.1", Composition.Services["postgres"].Json["healthcheck"]!["test"]!.AsArray().Select(word => (string)word!));
    }

    [Fact]
    public void Images_of_others_have_a_version_and_ours_are_stages_of_the_Dockerfile() => Assert.All(Composition.Services.Values, service =>
    {
        if (service.Target is { } target) Assert.NotNull(Dockerfile.Read().Stage(target));
        else Assert.Matches(@":v?\d+\.\d+(\.\d+)?(-\w+)?$", service.Image);
    });

    [Fact]
    public void Nothing_is_open_to_other_machines() =>
        Assert.All(Composition.Services.Values.SelectMany(service => service.Ports), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));

    [Fact]
    public void Each_service_has_limits_starts_again_and_may_end_in_good_order() => Assert.All(Composition.Services.Values, service =>
    {
        Assert.NotNull(service.Json["deploy"]!["resources"]!["limits"]!["memory"]);
        Assert.NotNull(service.Json["logging"]!["options"]!["max-size"]);
        Assert.Equal(service.Name == "first-key" ? "no" : "unless-stopped", (string?)service.Json["restart"]);
        Assert.InRange(int.Parse(((string)service.Json["stop_grace_period"]!).TrimEnd('s'), CultureInfo.InvariantCulture), 30, 120);
        if (service.Name == "postgres") return;   // its first process makes a user of its own, and drops to it
        Assert.True((bool)service.Json["read_only"]!);
        Assert.Equal("ALL", (string)Assert.Single(service.Json["cap_drop"]!.AsArray())!);
    });

    [Fact]
    public void What_a_host_may_take_is_what_the_alert_about_memory_knows()
    {
        Assert.All((string[])["silo-1", "silo-2", "doors", "embedded"], host => Assert.Equal("2g", (string?)Composition.Services[host].Json["deploy"]!["resources"]!["limits"]!["memory"]));
        Assert.EndsWith("> 0.9 * 2 * 1024 * 1024 * 1024", Monitoring.Alerts.Single(alert => alert.Name == "MemoryHigh").Query, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_mounted_are_there_and_can_not_be_written()
    {
        var mounted = Composition.Services.Values.SelectMany(service => service.Volumes).Where(volume => volume.StartsWith('.')).ToArray();
        Assert.NotEmpty(mounted);
        Assert.All(mounted, volume => Assert.EndsWith(":ro", volume, StringComparison.Ordinal));
        Assert.All(mounted, volume => Assert.True(Path.Exists(Path.Combine(Files.Root, volume.Split(':')[0])), volume));
        var named = Composition.Services.Values.SelectMany(service => service.Volumes).Where(volume => !volume.StartsWith('.')).Select(volume => volume.Split(':')[0]).Distinct();
        Assert.Equal(named.Order(), Composition.Json["volumes"]!.AsObject().Select(volume => volume.Key).Order());
    }

    [Fact]
    public void Hosts_send_to_the_collector_and_Prometheus_asks_where_it_answers()
    {
        var collector = Yaml.Read(Path.Combine(Monitoring.Folder, "collector.yml"));
        string[] answers = [(string)collector["exporters"]!["prometheus"]!["endpoint"]!, "0.0.0.0:8888"];
        Assert.Contains("port: 8888", File.ReadAllText(Path.Combine(Monitoring.Folder, "collector.yml")), StringComparison.Ordinal);
        var asked = Monitoring.Items(Yaml.Read(Path.Combine(Monitoring.Folder, "prometheus", "prometheus.yml"))["scrape_configs"])
            .SelectMany(job => Monitoring.Items(job["static_configs"])).SelectMany(part => Monitoring.Items(part["targets"])).Select(target => target.ToString());
        Assert.Equal(answers.Select(address => address.Replace("0.0.0.0", "collector", StringComparison.Ordinal)).Order(), asked.Order());
        var sent = Composition.Of("cluster").Select(service => service.Environment.GetValueOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT")).Where(address => address is not null).Distinct();
        Assert.Equal((string)collector["receivers"]!["otlp"]!["protocols"]!["grpc"]!["endpoint"]!, new Uri(Assert.Single(sent)!).Authority.Replace("collector", "0.0.0.0", StringComparison.Ordinal));
    }

    [GeneratedRegex("(?m)^name: .*$")]
    private static partial Regex Nameless();
}
