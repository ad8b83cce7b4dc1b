using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Kernel.Migrations;

namespace JourneyOrchestrator.Grains.Orleans.Wire;

/// <summary>Receipts on their way back: kinds and numbers, and more of those few that say more.</summary>
public static class ReceiptWire
{
    private sealed record Detail(int Index, Problem? Problem, string? Created, MigrationReport? Migration, bool SetAside = false);

    public static CustomerReceipts Write(Receipt[] receipts)
    {
        var (kinds, seqs) = (new byte[receipts.Length], new long[receipts.Length]);
        List<Detail>? details = null;
        for (var i = 0; i < receipts.Length; i++)
        {
            var receipt = receipts[i];
            (kinds[i], seqs[i]) = ((byte)receipt.Kind, receipt.Seq);
            if (receipt is not { Problem: null, Created: null, Migration: null, SetAside: false })
                (details ??= []).Add(new Detail(i, receipt.Problem, receipt.Created, receipt.Migration, receipt.SetAside));
        }
        return new CustomerReceipts(kinds, seqs, details is null ? null : WireJson.Write(details));
    }

    public static Receipt[] Read(CustomerReceipts wire)
    {
        var receipts = new Receipt[wire.Kinds.Length];
        for (var i = 0; i < receipts.Length; i++) receipts[i] = new Receipt((ReceiptKind)wire.Kinds[i], wire.Seqs[i]);
        if (wire.Details is null) return receipts;
        foreach (var detail in WireJson.Read<List<Detail>>(wire.Details))
            receipts[detail.Index] = receipts[detail.Index] with { Problem = detail.Problem, Created = detail.Created, Migration = detail.Migration, SetAside = detail.SetAside };
        return receipts;
    }
}
