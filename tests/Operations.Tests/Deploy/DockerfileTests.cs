using System.Xml.Linq;
using JourneyOrchestrator.Operations.Tests.Harness;

namespace JourneyOrchestrator.Operations.Tests.Deploy;

/// <summary>The images: of pinned bases, without rights, with health checks, in layers that stay.</summary>
public sealed class DockerfileTests
{
    private static readonly Dockerfile Images = Dockerfile.Read();

    public static TheoryData<string> Final => new(Images.Stages.Where(stage => stage.Has("ENTRYPOINT")).Select(stage => stage.Name));

    [Fact]
    public void Each_stage_has_a_name_and_a_base_of_a_version() => Assert.All(Images.Stages, stage =>
    {
        Assert.NotEmpty(stage.Name);
        Assert.DoesNotContain("latest", stage.From, StringComparison.Ordinal);
        if (Images.Stages.All(other => other.Name != stage.From)) Assert.Matches(@":\d+(\.\d+)*-[\w-]+$", stage.From);
    });

    [Theory, MemberData(nameof(Final))]
    public void An_image_runs_without_rights_and_tells_whether_it_is_well(string name)
    {
        var stage = Images.Stage(name);
        Assert.Matches("^[1-9][0-9]*:[1-9][0-9]*$", stage.Only("USER").Text);
        // There is no shell in it: these must be lists.
        Assert.StartsWith("[", stage.Only("ENTRYPOINT").Text, StringComparison.Ordinal);
        Assert.StartsWith("[", stage.Only("CMD").Text, StringComparison.Ordinal);
        Assert.Contains("CMD [", stage.Only("HEALTHCHECK").Text, StringComparison.Ordinal);
        Assert.DoesNotContain(stage.Instructions, instruction => instruction.Name is "RUN" or "ADD");
        Assert.All(stage.All("COPY"), copy => Assert.NotNull(copy.Option("from")));   // nothing but what was built
        Assert.Equal(stage.Only("USER").Text, stage.All("COPY").Select(copy => copy.Option("chown")).Single(owner => owner is not null));
    }

    [Fact]
    public void Nothing_is_copied_as_a_whole() => Assert.All(Images.Stages.SelectMany(stage => stage.All("COPY")), copy => Assert.DoesNotContain(copy.Words[..^1], source => source is "." or "./"));

    [Theory]
    [InlineData("build-embedded", "silo/silo.csproj")]
    [InlineData("build-cluster", "silo/cluster/JourneyOrchestrator.Silo.Cluster.csproj")]
    public void Packages_are_restored_before_sources_are_copied_from_every_project_that_is_built(string name, string project)
    {
        var steps = Images.Chain(name).SelectMany(stage => stage.Instructions).ToList();
        var restore = steps.FindIndex(step => step.Name == "RUN" && step.Text.Contains($"dotnet restore {project}", StringComparison.Ordinal));
        var before = steps[..restore].Where(step => step.Name == "COPY").SelectMany(step => step.Words[..^1]).ToArray();
        Assert.All(before, source => Assert.True(source.Contains('*', StringComparison.Ordinal) || File.Exists(Path.Combine(Files.Root, source)), $"{source} is a folder: a change in it restores everything again."));
        Assert.All(ProjectsOf(project), needed => Assert.Contains($"{Path.GetDirectoryName(needed)}/*.csproj", before));
        var after = steps[restore..].Where(step => step.Name == "COPY").SelectMany(step => step.Words[..^1]).ToArray();
        Assert.All(ProjectsOf(project), needed => Assert.Contains(after, source => needed.StartsWith(source + "/", StringComparison.Ordinal)));
    }

    /// <summary>All of it from nothing, as an engine would.</summary>
    [SkippableFact]
    public async Task What_the_build_stage_says_makes_a_program_that_runs()
    {
        Skip.If(Environment.GetEnvironmentVariable("CI") != "true", "Builds everything from nothing, which takes minutes: set CI=true.");
        using var scratch = new Scratch();
        var folder = await new ImageBuild(scratch).BuildAsync("embedded");
        Assert.True(Directory.Exists(Path.Combine(folder, "data")));
        Assert.True(File.Exists(Path.Combine(folder, "app", "wwwroot", "index.html")));
        var help = await Tool.RunAsync("dotnet", Path.Combine(folder, "app", "silo.dll"), "--help");
        Assert.Contains("health", help, StringComparison.Ordinal);
    }

    /// <summary>A project and all that it refers to, as paths in the repository.</summary>
    private static HashSet<string> ProjectsOf(string project)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        void Add(string path)
        {
            if (!found.Add(path)) return;
            var folder = Path.GetDirectoryName(Path.Combine(Files.Root, path))!;
            foreach (var reference in XDocument.Load(Path.Combine(Files.Root, path)).Descendants("ProjectReference"))
                Add(Path.GetRelativePath(Files.Root, Path.GetFullPath(Path.Combine(folder, reference.Attribute("Include")!.Value))));
        }
        Add(project);
        return found;
    }
}
