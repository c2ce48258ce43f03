using System.Runtime.CompilerServices;

namespace Pyner.Pipeline.Tests;

/// <summary>Gives every output of this assembly's tests the same time stamp, so that whole files can be compared.</summary>
internal static class FixedTime
{
    public const string Epoch = "1700000000";

    [ModuleInitializer]
    internal static void Set() => Environment.SetEnvironmentVariable("SOURCE_DATE_EPOCH", Epoch);
}
