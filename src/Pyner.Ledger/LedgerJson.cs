using System.Text.Json;
using System.Text.Json.Serialization;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Findings;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Ledger;

/// <summary>How records are written into the ledger that no script looks into.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(JobRequest))]
[JsonSerializable(typeof(JobIdentity))]
[JsonSerializable(typeof(JobFindings))]
[JsonSerializable(typeof(WorkerReport))]
[JsonSerializable(typeof(StoredCheckpoint))]
internal sealed partial class LedgerJson : JsonSerializerContext
{
    /// <summary>An identity.</summary>
    public static string Write(JobIdentity identity) => JsonSerializer.Serialize(identity, Default.JobIdentity);

    /// <summary>What two scanners must agree on. The path is not in it: a source that was moved is still the same source.</summary>
    public static string WriteKey(JobIdentity identity) => Write(identity with { SourcePath = "" });
}
