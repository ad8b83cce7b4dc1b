using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Tests.Care;

/// <summary>A customer who was let down, on the care case that ships, and the people who look after it. It begins on Monday, 2 March 2026, at 9:00 UTC.</summary>
public sealed class LetDown : Scene
{
    public LetDown() : base(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), "care-case") => Hears("customer.updated", """{"name":"Ann","language":"en","channel":"email"}""");

    public IEnumerable<(string Node, string Role, DateTimeOffset? Due)> Open => OpenTasks.Select(t => (t.Node, t.Task!.Role, t.Task.Due));
    public TaskState Task => OpenTasks.Single().Task!;
    public Receipt Receipt => Person.Receipt;

    public LetDown Rates(int rating, string text = "", string booking = "B1") => Me(() => Hears("care.requested", $$"""{"booking":"{{booking}}","rating":{{rating}},"text":"{{text}}"}"""));

    public LetDown Complains(string text, string? about = null, string order = "A") =>
        Me(() => Hears("complaint.raised", $$"""{"order":"{{order}}","text":"{{text}}"{{(about is null ? "" : $",\"about\":\"{about}\"")}}}"""));

    public LetDown Answers(string text) => Me(() => Hears("care.answered", $$"""{"order":"A","text":"{{text}}"}"""));

    public LetDown IsPaid(int round = 1) => Me(() => Hears("refund.paid", $$"""{"refund":"care:A:{{round}}"}"""));

    /// <summary>Somebody finishes the open task of a node.</summary>
    public LetDown Does(string node, string by, string outcome, string? data = null) => Me(() => Finishes(node, by, outcome, data));

    public LetDown After(double hours) => Me(() => PassUntil(Now.AddHours(hours)));

    private LetDown Me(Action act)
    {
        act();
        return this;
    }
}
