using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Turns;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Sizes and limits of the customers of one host.</summary>
public sealed record CustomersOptions
{
    /// <summary>Loops that share the customers, at least 1. The default is one per processor. Not stored anywhere: it may change at any start.</summary>
    public int Shards { get; init; } = Environment.ProcessorCount;

    /// <summary>Turns that one shard decides before it hands them to the disk, at least 1. The default is 512.</summary>
    public int BatchMax { get; init; } = 512;

    /// <summary>Turns in one transaction, over all shards. The default is 2,048.</summary>
    public int TransactionMax { get; init; } = 2_048;

    /// <summary>Signals and commands accepted and not yet answered; more are refused as <c>Unavailable</c>. The default is 65,536.</summary>
    public int QueueMax { get; init; } = 65_536;

    /// <summary>How often a host that can't write tries whether it can; <see cref="Timeout.InfiniteTimeSpan"/>: every write tries. The default is 1 second.</summary>
    public TimeSpan ProbeTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Signals of one customer among them; more are refused as <c>Unavailable</c> while other customers go on. The default is 2,048.</summary>
    public int CustomerQueueMax { get; init; } = 2_048;

    /// <summary>While callers wait for turns, a shard takes so many turns of topic events at a time that they are on disk within about this. The default is 4 ms.</summary>
    public TimeSpan YieldTime { get; init; } = TimeSpan.FromMilliseconds(4);

    /// <summary>Turns of topic events that one shard takes at a time at most, at least 1: while nobody waits. The default is 1,024.</summary>
    public int YieldingMax { get; init; } = 1_024;

    /// <summary>Memory for customers, in bytes (estimated); past it the least recently used are dropped. The default is 512 MiB.</summary>
    public long MemoryBudget { get; init; } = 512L * 1024 * 1024;

    /// <summary>A customer without a turn or read for this long is held in a fifth of the memory, from which the next use brings it back without the disk;
    /// <see cref="Timeout.InfiniteTimeSpan"/>: only when memory is short. The default is 5 seconds.</summary>
    public TimeSpan RestTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A customer without a turn or read for this long is dropped from memory; <see cref="Timeout.InfiniteTimeSpan"/>: only when memory is short. The default is 10 minutes.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Entries after which a snapshot is due; it also waits until they weigh as much as the last one. The default is 64.</summary>
    public int SnapshotEvery { get; init; } = 64;

    /// <summary>Ended cases of a customer that stay in memory, in the card and in <c>GET /v1/cases/{id}</c>, the newest; older ones are in the history. The default is 50.</summary>
    public int EndedCasesMax { get; init; } = EndedCases.Max;

    /// <summary>Cases of a customer that may run at a time. What a signal would start beyond is told in its entry (<c>case.refused</c>), a command is refused. The default is 1,000.</summary>
    public int RunningCasesMax { get; init; } = RunningCases.Max;

    /// <summary>Entries read at a time when a customer is loaded or its past is rebuilt. The default is 512.</summary>
    public int PageSize { get; init; } = 512;

    /// <summary>How long events of an erased person are refused. The default is ten years.</summary>
    public TimeSpan TombstoneTime { get; init; } = TimeSpan.FromDays(3_653);

    /// <summary>How long it is kept who read a person's data. The default is 90 days.</summary>
    public TimeSpan ReadsTime { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Topic events go out only when <see cref="Customers.DrainTopicsAsync"/> is called: a replay decides when, so that equal runs are equal.</summary>
    public bool FanOutByHand { get; init; }

    /// <summary>Written into each entry: what decided.</summary>
    public EntryVersions Versions { get; init; } = new("0", "0");

    /// <summary>The clock of the turns.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The clock of the short waits in which work gathers: the machine's, also where turns have a virtual one, unless that has timers.</summary>
    public TimeProvider Waits { get; init; } = TimeProvider.System;
}
