namespace Pyner.Pipeline.Reports;

/// <summary>A piece of a job's working time.</summary>
/// <param name="Begin">Its beginning, in seconds of working time.</param>
/// <param name="End">Its end.</param>
/// <param name="SubmissionsPerSecond">Submissions read per second.</param>
/// <param name="BytesPerSecond">Bytes of XML read per second, or null where that is not known.</param>
internal readonly record struct CoursePiece(double Begin, double End, double SubmissionsPerSecond, double? BytesPerSecond);
