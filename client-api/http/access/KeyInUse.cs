namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>The key that an open call was made with: what lasts longer than a call should, such as a stream, asks now and then whether it is still good.</summary>
internal sealed class KeyInUse(IApiKeys keys, string key)
{
    public bool IsGood => keys.Find(key) is not null;
}
