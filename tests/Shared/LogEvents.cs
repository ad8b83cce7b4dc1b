using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Tests.Shared;

/// <summary>Something that is logged.</summary>
internal readonly record struct LogEvent(int Id, string Name, string Level);

/// <summary>What programs log, by their code and by <c>docs/logs.md</c>.</summary>
internal static partial class LogEvents
{
    /// <summary>Those of each of our assemblies in the folder of a program.</summary>
    public static IReadOnlyDictionary<string, LogEvent[]> OfProgram(string folder)
    {
        // The tests' own assemblies are loaded once: Orleans would find each of its types twice.
        var context = folder == AppContext.BaseDirectory ? AssemblyLoadContext.Default : new OfFolder(folder);
        return Directory.GetFiles(folder, "*.dll").Where(file => Ours().IsMatch(Path.GetFileName(file)))
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => Of(context.LoadFromAssemblyPath(file)));
    }

    /// <summary>Those of each part of the page, with the ids that the part may use.</summary>
    public static IReadOnlyDictionary<string, (int From, int To, LogEvent[] Events)> OfPage(string page)
    {
        var parts = Part().Split(page)[1..].Chunk(4);   // what is between two headings comes behind the three groups of the first
        return parts.ToDictionary(part => part[0], part => (Number(part[1]), Number(part[2]), Row().Matches(part[3])
            .Select(row => new LogEvent(Number(row.Groups[1].Value), row.Groups[2].Value, row.Groups[3].Value)).ToArray()));
    }

    private static LogEvent[] Of(Assembly assembly) =>
    [
        .. from type in assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let noted = method.GetCustomAttribute<LoggerMessageAttribute>()
           where noted is not null
           select new LogEvent(noted.EventId, noted.EventName ?? method.Name, noted.Level.ToString().ToLowerInvariant()),
    ];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(JourneyOrchestrator\..+|silo|cluster)\.dll$")]
    private static partial Regex Ours();

    [GeneratedRegex(@"^### `(.+)`, (\d+) to (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Part();

    [GeneratedRegex(@"^\| (\d+) \| `(\w+)` \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    /// <summary>Ours are those of the folder, also where the tests use some themselves; what the tests do not have at all is there as well.</summary>
    private sealed class OfFolder : AssemblyLoadContext
    {
        private readonly string folder;

        public OfFolder(string folder) : base(nameof(LogEvents), isCollectible: true)
        {
            this.folder = folder;
            Resolving += (_, name) => Find(name);
        }

        protected override Assembly? Load(AssemblyName assemblyName) => Ours().IsMatch(assemblyName.Name + ".dll") ? Find(assemblyName) : null;

        private Assembly? Find(AssemblyName name) => Path.Combine(folder, name.Name + ".dll") is var file && File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }
}
