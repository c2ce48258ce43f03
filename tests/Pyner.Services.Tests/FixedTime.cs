using System.Runtime.CompilerServices;

namespace Pyner.Services.Tests;

/// <summary>Gives every output the same time stamp, of this process and of those that it starts, so that whole files can be compared.</summary>
internal static class FixedTime
{
    public const string Epoch = "1700000000";

    [ModuleInitializer]
    internal static void Set() => Environment.SetEnvironmentVariable("SOURCE_DATE_EPOCH", Epoch);
}
