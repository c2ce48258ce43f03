namespace Pyner.Pipeline.Devices;

/// <summary>What is to be said of the devices that a job's parsers use.</summary>
public interface IDeviceReports
{
    /// <summary>What each device did so far.</summary>
    IReadOnlyList<DeviceReport> Reports { get; }

    /// <summary>Takes what happened since the last call that a person should know: sentences.</summary>
    IReadOnlyList<string> TakeNotices();
}
