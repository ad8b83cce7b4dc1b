using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Pumps;
using Orleans.Runtime;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>Calls to grains whose silo may be lost meanwhile.</summary>
internal static class GrainCalls
{
    /// <summary>How long a call is tried again. Longer than it takes until a silo that says nothing is given up: see <see cref="ClusterOptions"/>.</summary>
    private static readonly TimeSpan TryTime = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan RestMin = TimeSpan.FromMilliseconds(20), RestMax = TimeSpan.FromMilliseconds(200);

    /// <summary>Makes a call that may be made twice, until somebody answers.</summary>
    /// <exception cref="HostUnavailableException">Nobody did.</exception>
    public static async Task<T> RetryAsync<T>(Func<Task<T>> call, Func<T, bool> isAnswer, CancellationToken cancel = default)
    {
        var begun = TimeProvider.System.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            Exception? failure = null;
            try
            {
                if (await call().WaitAsync(cancel).ConfigureAwait(false) is var answer && isAnswer(answer)) return answer;
            }
            catch (Exception error) when (IsLoss(error))
            {
                failure = error;
            }
            if (TimeProvider.System.GetElapsedTime(begun) > TryTime) throw new HostUnavailableException("No silo of the cluster answers for this now.", failure);
            await Task.Delay(Backoff.Delay(tries, RestMin, RestMax, Random.Shared.NextDouble()), cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Makes a call that may not be made twice.</summary>
    /// <exception cref="HostUnavailableException">The silo was lost meanwhile: it may have been done.</exception>
    public static async Task<T> OnceAsync<T>(Func<Task<T>> call, CancellationToken cancel)
    {
        try
        {
            return await call().WaitAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception error) when (IsLoss(error))
        {
            throw new HostUnavailableException("The silo was lost while it was asked: look whether it was done before you ask for it again.", error);
        }
    }

    /// <summary>The silo, the way to it, or the time was lost: the call may or may not have been carried out.</summary>
    public static bool IsLoss(Exception error) =>
        error is SiloUnavailableException or OrleansMessageRejectionException or Orleans.Runtime.Messaging.ConnectionFailedException or TimeoutException or ClientNotAvailableException
            or GatewayTooBusyException;
}
