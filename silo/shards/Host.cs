using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>What the shards share: their surroundings, none of it state of a customer.</summary>
internal sealed class Host(IJournalStore store, IPersonKeys keys, CustomersOptions options, ILogger log)
{
    private volatile JourneyCatalog journeys = JourneyCatalog.Empty;

    public IJournalStore Store { get; } = store;

    public IPersonKeys Keys { get; } = keys;

    public CustomersOptions Options { get; } = options;

    public ILogger Log { get; } = log;

    public WriteGate Gate { get; } = new(store, keys, options.ProbeTime, options.Time, log);

    /// <summary>What reads found damaged.</summary>
    public Damage Damage { get; } = new(log);

    public Admission Admission { get; } = new(options.QueueMax, options.CustomerQueueMax);

    /// <summary>Whether callers wait for turns.</summary>
    public Traffic Traffic { get; } = new(options.Waits);

    public GroupCommitter Committer { get; } = new(store, options.TransactionMax, options.Waits, log);

    /// <summary>The hosts that share the store; null: there is this one only.</summary>
    public IOtherHosts? Others { get; set; }

    /// <summary>Told of a visitor who was to be joined to a customer who was erased meanwhile.</summary>
    public Action<string> OnOrphan { get; set; } = static _ => { };

    /// <summary>Told of a person whose rows and key are destroyed; the erasure goes on when it has forgotten them.</summary>
    public Func<long, Task> OnErased { get; set; } = static _ => Task.CompletedTask;

    public CustomerDirectory Directory { get; } = new(store, keys);

    /// <summary>Wakes those who watch.</summary>
    public LiveNews News { get; } = new();

    /// <summary>The newest entries, while somebody watches all customers.</summary>
    public required LiveTail Tail { get; init; }

    /// <summary>Numbers for the names in resting states.</summary>
    public ItemNames ItemNames { get; } = new();

    /// <summary>The published journeys, swapped as a whole.</summary>
    public JourneyCatalog Journeys
    {
        get => journeys;
        set => journeys = value;
    }

    /// <summary>Now, in whole microseconds: what the journal keeps, so that a fold gives the very times of the live state.</summary>
    public DateTimeOffset Now()
    {
        var now = Options.Time.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }
}
