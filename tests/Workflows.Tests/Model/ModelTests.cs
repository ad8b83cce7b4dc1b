using System.Globalization;

namespace JourneyOrchestrator.Workflows.Tests.Model;

/// <summary>
/// The kernel and a second, naive reading of the CMMN notes do the same, fact for fact and in the same order, with random plans and requests.
/// <c>MODEL_PLANS=10000</c> tries so many instead of 1,000; <c>MODEL_SEED=n</c> begins with another one than 1.
/// </summary>
public sealed class ModelTests
{
    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    [Fact]
    public void The_kernel_agrees_with_a_naive_reading_of_the_rules()
    {
        var (first, count) = (Setting("MODEL_SEED", 1), Setting("MODEL_PLANS", 1000));
        for (var seed = first; seed < first + count; seed++)
            if (Difference(RandomPlans.Of(seed)) is { } difference) Assert.Fail($"After {seed - first} plans that agree:\n{difference}");
    }

    /// <summary>From 128 items on a case has an index of them, which must not change what happens. Every eighth of the plans; a third of them come to have it only while they run.</summary>
    [Fact]
    public void The_kernel_agrees_in_a_large_case()
    {
        var (first, count) = (Setting("MODEL_SEED", 1), Setting("MODEL_PLANS", 1000));
        for (var seed = first; seed < first + count; seed += 8)
            if (Difference(RandomPlans.Of(seed).Larger(seed % 3 == 0 ? 112 : 136)) is { } difference) Assert.Fail($"Seed {seed}:\n{difference}");
    }

    /// <summary>Seed, plan and requests of the smallest plan that shows a difference as well.</summary>
    private static string? Difference(RandomPlan plan)
    {
        if (ModelRun.Difference(plan) is not { } difference) return null;
        for (var smaller = true; smaller;)
        {
            smaller = false;
            foreach (var candidate in plan.Smaller())
            {
                if (ModelRun.Difference(candidate) is not { } found) continue;
                (plan, difference, smaller) = (candidate, found, true);
                break;
            }
        }
        return $"{plan}\n  {difference}";
    }
}
