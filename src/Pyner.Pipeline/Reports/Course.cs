using Pyner.Pipeline.Outputs;

namespace Pyner.Pipeline.Reports;

/// <summary>A job's course, cut into equal pieces of the time in which somebody worked on it: pauses between executions are left out.</summary>
/// <param name="Seconds">Working time in all.</param>
/// <param name="Pieces">The pieces, in order.</param>
/// <param name="Resumptions">Working time at which each execution after the first began.</param>
internal sealed record Course(double Seconds, IReadOnlyList<CoursePiece> Pieces, IReadOnlyList<double> Resumptions)
{
    private const int MostPieces = 60;

    /// <summary>Makes it of a job's points, which are in order.</summary>
    public static Course Of(IReadOnlyList<ThroughputPoint> points)
    {
        var spans = new List<Span>();
        var resumptions = new List<double>();
        double worked = 0;
        for (int i = 1; i < points.Count; i++)
        {
            ThroughputPoint from = points[i - 1];
            ThroughputPoint to = points[i];
            if (from.Execution != to.Execution)
            {
                resumptions.Add(worked);
                continue;
            }
            double seconds = to.Seconds - from.Seconds;
            if (seconds <= 0)
                continue;
            spans.Add(new Span(worked, worked + seconds, to.Submissions - from.Submissions, to.Bytes - from.Bytes));
            worked += seconds;
        }
        int number = Math.Min(MostPieces, spans.Count);
        return new Course(worked, Cut(spans, worked, number), resumptions);
    }

    private static CoursePiece[] Cut(List<Span> spans, double worked, int number)
    {
        var pieces = new CoursePiece[number];
        int first = 0;
        for (int i = 0; i < number; i++)
        {
            double begin = worked * i / number;
            double end = worked * (i + 1) / number;
            double submissions = 0;
            double? bytes = 0;
            while (first < spans.Count && spans[first].End <= begin)
                first++;
            for (int at = first; at < spans.Count && spans[at].Begin < end; at++)
            {
                Span span = spans[at];
                double share = (Math.Min(end, span.End) - Math.Max(begin, span.Begin)) / (span.End - span.Begin);
                submissions += span.Submissions * share;
                bytes += span.Bytes * share;
            }
            pieces[i] = new CoursePiece(begin, end, submissions / (end - begin), bytes / (end - begin));
        }
        return pieces;
    }

    private readonly record struct Span(double Begin, double End, long Submissions, long? Bytes);
}
