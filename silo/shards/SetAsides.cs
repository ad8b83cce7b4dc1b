using System.Data.Common;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Turns;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Inputs that can't be decided: when one is set aside, and how it is found again.</summary>
internal static class SetAsides
{
    /// <summary>How often an input is tried before it is set aside, each time on the state as the journal has it.</summary>
    public const int TriesMax = 3;

    /// <summary>A turn failed while it was decided. Nothing of it is kept.</summary>
    /// <returns>True when it is to be tried again, or set aside by its next try; false when whoever sent it keeps it.</returns>
    public static bool MayTryAgain(Host host, Slot slot, TurnWork work, Exception error)
    {
        if (IsOfTheOutside(error)) return false;
        work.Failed(error);
        if (work.Faults < TriesMax) return true;
        if (work.Faults > TriesMax || !SetAsideInputs.MayBe(work.Input) || slot.State?.SetAside.Length >= SetAsideInputs.Max) return false;
        using var trace = work.Enter();
        host.Log.InputSetAside(error, work.Input.GetType().Name, slot.Key, TriesMax);
        return true;
    }

    /// <summary>What an operator is told.</summary>
    public static string Describe(Exception error) => $"{error.GetType().Name}: {error.Message}";

    /// <summary>Reads what a replay is about from the entry that keeps it.</summary>
    public static async ValueTask<Input> ReadAsync(Host host, Slot slot, Input.Resolve resolve)
    {
        if (resolve.Discard || !slot.State!.SetAside.Contains(new SetAsideInput(resolve.Customer, resolve.Seq))) return resolve;
        while (slot.Pending is { } pending) await pending.EndAsync();
        if (await host.Store.EntriesAsync(resolve.Customer, resolve.Seq - 1, 1) is not [var record] || record.Seq != resolve.Seq) return resolve;
        using var seal = host.Keys.Open(resolve.Customer);
        return resolve with { Kept = seal is null ? null : SetAsideInputs.Read(new EntryReader(host, resolve.Customer, seal).Read(record, resolve.Seq - 1)) };
    }

    /// <summary>Store and memory say nothing of the input, nor does it that another process is of a newer version.</summary>
    private static bool IsOfTheOutside(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            if (error is IOException or DbException or TimeoutException or OperationCanceledException or OutOfMemoryException or ObjectDisposedException
                or DamagedStoreException or NewerJournalException or JourneyNotLoadedException) return true;
        return false;
    }
}
