using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel.Migrations;

/// <summary>A plan of stages by chance, what happens to a case of it, and edits of the plan.</summary>
/// <param name="Kinds">What each item is, and in which stage it lies.</param>
/// <param name="Criteria">Item, source and shape of each criterion, as numbers of any size.</param>
/// <param name="Steps">What happens to the case before the move, and again after it.</param>
/// <param name="Edits">How the plan is edited.</param>
public sealed record RandomEdit(int[] Kinds, (int Item, int Source, int Shape)[] Criteria, int[] Steps, (int What, int Which, int How)[] Edits)
{
    private const int ItemsMax = 14;

    public static Arbitrary<RandomEdit> All { get; } = Arb.From(
        from kinds in Gen.Choose(0, 999).NonEmptyListOf()
        from criteria in Gen.Choose(0, 999).Three().ListOf()
        from steps in Gen.Choose(0, 999).ListOf()
        from edits in Gen.Choose(0, 999).Three().NonEmptyListOf()
        select new RandomEdit(
            [.. kinds.Take(ItemsMax)], [.. criteria.Take(12).Select(c => (c.Item1, c.Item2, c.Item3))], [.. steps.Take(8)], [.. edits.Take(4).Select(e => (e.Item1, e.Item2, e.Item3))]),
        edit => edit.Shrunk());

    private IEnumerable<RandomEdit> Shrunk()
    {
        for (var i = 0; i < Criteria.Length; i++) yield return this with { Criteria = [.. Criteria[..i], .. Criteria[(i + 1)..]] };
        for (var i = 0; i < Steps.Length; i++) yield return this with { Steps = [.. Steps[..i], .. Steps[(i + 1)..]] };
        if (Edits.Length > 1) yield return this with { Edits = Edits[..^1] };
        if (Kinds.Length > 1) yield return this with { Kinds = Kinds[..^1] };
    }

    public JsonObject Before() => Journey(Kinds, Criteria, [.. Kinds.Select((_, i) => $"i{i}")]).Set("version", 1);

    public JsonObject After()
    {
        var (kinds, criteria, ids) = (Kinds.ToList(), Criteria.ToList(), Kinds.Select((_, i) => $"i{i}").ToList());
        foreach (var (what, which, how) in Edits)
        {
            var at = which % kinds.Count;
            switch (what % 8)
            {
                case 0 or 1: // add
                    kinds.Add(how);
                    ids.Add($"n{ids.Count}");
                    criteria.Add((kinds.Count - 1, which, how));
                    break;
                case 2 when kinds.Count > 1: // remove, with what it stands for; others may still name it, and are led to another
                    kinds.RemoveAt(at);
                    ids.RemoveAt(at);
                    criteria.RemoveAll(c => c.Item % (kinds.Count + 1) == at);
                    break;
                case 3: ids[at] = $"r{ids[at]}"; break; // rename
                case 4: criteria.Add((which, how, what)); break;
                case 5 when criteria.Count > 0: criteria.RemoveAt(which % criteria.Count); break;
                case 6 when criteria.Count > 0: criteria[which % criteria.Count] = criteria[which % criteria.Count] with { Source = how }; break;
                case 7: kinds[at] = how; break; // another type, control or container
            }
        }
        return Journey([.. kinds], [.. criteria], [.. ids]).Set("version", 2);
    }

    /// <summary>Items lie in stages before them, or in the root.</summary>
    private static JsonObject Journey(int[] kinds, (int Item, int Source, int Shape)[] criteria, string[] ids)
    {
        var items = kinds.Select((kind, i) => Item(ids[i], kind)).ToArray();
        var parents = kinds.Select((kind, i) => ParentOf(kinds, kind, i)).ToArray();
        foreach (var (item, source, shape) in criteria)
        {
            int of = item % kinds.Length, on = source % kinds.Length;
            if (of == on) continue;
            var part = $"{ids[on]}.{Event(kinds[on], shape)}" + (shape % 5 == 0 && (on + 1) % kinds.Length is var second && second != of ? $" & {ids[second]}.{Event(kinds[second], shape)}" : "");
            var condition = shape % 7 == 0 ? "vars.n > 1" : null;
            if (shape % 3 == 0 && !IsListener(kinds[of])) items[of].Exit(part, condition);
            else items[of].Entry(part, condition);
        }
        for (var i = items.Length - 1; i >= 0; i--)
            if (parents[i] >= 0) ((JsonArray)items[parents[i]]["activities"]!).Insert(0, items[i]);
        var root = Stage("root", [.. items.Where((_, i) => parents[i] < 0), SetVariable("count", "n", "vars.n + 1").Entry("tick.occur").Control("repetition"), Js.Event("tick", "tick").Control("repetition")]);
        return Js.Journey(root, ("n", 0)).Set("options", new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidentsStrategy" });
    }

    private static int ParentOf(int[] kinds, int kind, int item)
    {
        if (item == 0) return -1;
        var parent = kind / 10 % (item + 1) - 1;
        return parent >= 0 && IsStage(kinds[parent]) ? parent : -1;
    }

    private static bool IsStage(int kind) => kind % 7 is 4 or 5;

    private static bool IsListener(int kind) => kind % 7 is 1 or 2 or 3;

    private static string Event(int kind, int shape) => IsListener(kind) ? "occur" : (shape % 4) switch { 0 => "start", 1 => "exit", _ => "complete" };

    private static JsonObject Item(string id, int kind)
    {
        var item = (kind % 7) switch
        {
            1 => Js.Event(id, kind % 2 == 0 ? "one" : "two"),
            2 => Milestone(id),
            3 => Delay(id, kind % 2 == 0 ? "01:00:00" : "02:00:00"),
            4 => Stage(id),
            5 => AutoStage(id),
            _ => Task(id),
        };
        if (kind % 11 == 0) item.Control("required");
        if (kind % 13 == 0 && !IsListener(kind)) item.Control("manualActivation");
        if (kind % 17 == 0 && kind % 7 is 0 or 6) item.Control("repetition", "item.number < 3");
        return item;
    }

    public override string ToString() => $"{Before()["root"]!.ToJsonString()}\nTO\n{After()["root"]!.ToJsonString()}\nSTEPS {string.Join(' ', Steps)}";
}
