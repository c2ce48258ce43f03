namespace Pyner.Pipeline.Outputs;

/// <summary>How far a job was at one moment of its life.</summary>
/// <param name="Execution">Which execution of the job, from 1; between two of them time passes in which nobody works.</param>
/// <param name="Seconds">Seconds since the job began.</param>
/// <param name="Submissions">Submissions read so far, those of earlier executions included.</param>
/// <param name="Bytes">Bytes of XML read so far, or null where that is not known: of an execution that was killed, only its checkpoints are left.</param>
public readonly record struct ThroughputPoint(int Execution, double Seconds, long Submissions, long? Bytes);
