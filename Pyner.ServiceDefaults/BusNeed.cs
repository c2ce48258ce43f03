namespace Microsoft.Extensions.Hosting;

/// <summary>What a service needs the bus for.</summary>
public enum BusNeed
{
    /// <summary>To hear of news sooner: without it the service works all the same.</summary>
    Hints,

    /// <summary>For its work, which comes or goes by it.</summary>
    Works,
}
