// A sign for each network, of plain shapes that belong to nobody: the networks’ own marks are theirs.
import {
  IconCloud,
  IconDeviceMobileMessage,
  IconForms,
  IconHash,
  IconLetterX,
  IconMail,
  IconMessageDots,
  IconMessages,
  IconMoodSmile,
  IconPhoto,
  IconPlayerPlay,
  IconPlugConnected,
  IconRobot,
  IconRss,
  IconSchool,
  IconThumbUp,
  IconTopologyStar3,
  IconWebhook,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';

const icons: Record<string, TablerIcon> = {
  bluesky: IconCloud,
  channel: IconWebhook,
  discord: IconMessages,
  facebook: IconThumbUp,
  googleplay: IconPlayerPlay,
  instagram: IconPhoto,
  line: IconMessageDots,
  mail: IconMail,
  mastodon: IconTopologyStar3,
  misskey: IconMoodSmile,
  practice: IconSchool,
  rss: IconRss,
  slack: IconHash,
  telegram: IconRobot,
  webform: IconForms,
  whatsapp: IconDeviceMobileMessage,
  x: IconLetterX,
};

/** Always beside the network’s name. */
export function NetworkIcon({ network }: { network: string }): ReactNode {
  const Icon = icons[network] ?? IconPlugConnected;
  return <Icon size={18} aria-hidden />;
}
