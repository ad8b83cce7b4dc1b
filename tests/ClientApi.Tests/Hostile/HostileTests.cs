namespace JourneyOrchestrator.ClientApi.Tests.Hostile;

/// <summary>Each hostile request gets its answer, nobody else is hurt, and nothing stays that should not (docs/hostile.md).</summary>
public sealed class HostileTests(OpenScene scene) : IClassFixture<OpenScene>
{
    public static TheoryData<string> Names => new(HostileCases.Open.Select(@case => @case.Name));

    [Theory, MemberData(nameof(Names))]
    public Task A_host_without_keys_stands(string name) => scene.CheckAsync(HostileCases.Open.Single(@case => @case.Name == name));
}

public sealed class HostileKeyTests(KeyedScene scene) : IClassFixture<KeyedScene>
{
    public static TheoryData<string> Names => new(HostileCases.Keyed.Select(@case => @case.Name));

    [Theory, MemberData(nameof(Names))]
    public Task A_host_with_keys_stands(string name) => scene.CheckAsync(HostileCases.Keyed.Single(@case => @case.Name == name));
}

public sealed class HostileCrowdTests(BusyScene scene) : IClassFixture<BusyScene>
{
    public static TheoryData<string> Names => new(HostileCases.Busy.Select(@case => @case.Name));

    [Theory, MemberData(nameof(Names))]
    public Task A_host_stands_against_many(string name) => scene.CheckAsync(HostileCases.Busy.Single(@case => @case.Name == name));
}

public sealed class HostileWaitTests(OpenScene scene) : IClassFixture<OpenScene>
{
    public static TheoryData<string> Names => new(HostileCases.Slow.Select(@case => @case.Name));

    [Theory, MemberData(nameof(Names))]
    public Task A_host_stands_against_those_who_never_end(string name) => scene.CheckAsync(HostileCases.Slow.Single(@case => @case.Name == name));
}
