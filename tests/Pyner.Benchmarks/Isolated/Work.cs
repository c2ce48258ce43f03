using System.Collections.Concurrent;
using BenchmarkDotNet.Running;

namespace Pyner.Benchmarks.Isolated;

/// <summary>What one operation of a benchmark goes through. A benchmark notes it when it is set up, in the process that also writes the table.</summary>
/// <param name="Bytes">Bytes of XML.</param>
/// <param name="Submissions">Submissions they are of; 0 where that means nothing.</param>
internal sealed record Work(long Bytes, int Submissions)
{
    private static readonly ConcurrentDictionary<string, Work> s_noted = new(StringComparer.Ordinal);

    /// <summary>Notes it for a benchmark.</summary>
    /// <param name="benchmark">The class.</param>
    /// <param name="parameters">The values of its parameters.</param>
    public void Note(Type benchmark, params ReadOnlySpan<string> parameters) => s_noted[Key(benchmark, parameters)] = this;

    /// <summary>What was noted for a benchmark, or null.</summary>
    public static Work? Of(BenchmarkCase benchmark) =>
        s_noted.GetValueOrDefault(Key(benchmark.Descriptor.Type, [.. benchmark.Parameters.Items.Select(parameter => (string)parameter.Value)]));

    private static string Key(Type benchmark, ReadOnlySpan<string> parameters) =>
        string.Join(' ', [benchmark.Name, .. parameters.ToArray().Order(StringComparer.Ordinal)]);
}
