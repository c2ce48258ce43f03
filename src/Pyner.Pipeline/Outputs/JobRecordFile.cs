using System.Text.Json;

namespace Pyner.Pipeline.Outputs;

/// <summary>The record that a job leaves beside its outputs, for others to look into.</summary>
public static class JobRecordFile
{
    /// <summary>The file's name in the output folder.</summary>
    public const string Name = "job.json";

    /// <summary>What no job's record comes near: a file of that size is something else.</summary>
    internal const long MostBytes = 64 << 20;

    /// <summary>Which job came to its end in a folder.</summary>
    /// <param name="path">Path of the record.</param>
    /// <returns>The job's id; null where none did, or there is no record of one.</returns>
    public static string? FinishedJob(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
                return null;
            using JsonDocument record = JsonDocument.Parse(File.ReadAllBytes(path));
            string? state = record.RootElement.GetProperty("state").GetString();
            bool isFinished = state == JobRecordWriter.State(BuildOutcome.Done) || state == JobRecordWriter.State(BuildOutcome.DoneWithRejected);
            return isFinished ? record.RootElement.GetProperty("job").GetString() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
